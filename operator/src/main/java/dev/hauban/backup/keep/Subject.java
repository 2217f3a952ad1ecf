package dev.hauban.backup.keep;

/// What a part of a set is a copy of.
public sealed interface Subject {
    /// The service inside which it was copied.
    String service();

    /// For people: `database`, or `web: app-logs`.
    String text();

    /// All that a database keeps.
    ///
    /// @param image the one that it runs
    record Database(String service, String image) implements Subject {
        @Override
        public String text() {
            return service;
        }
    }

    /// The files of a volume or of a folder.
    ///
    /// @param source the volume's name in the file, or the folder as seen from the project's
    /// @param target where it is inside the service
    record Files(String service, String source, String target) implements Subject {
        @Override
        public String text() {
            return service + ": " + source;
        }
    }
}
