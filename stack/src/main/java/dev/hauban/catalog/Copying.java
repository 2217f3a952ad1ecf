package dev.hauban.catalog;

/// How the data of an image is copied while it runs, and brought back: lines for `sh -c` inside its own instance, as
/// whoever runs there. Of secrets they need what the instance has itself, or what they are told on their standard input
/// before anything else ([Catalog#toldToCopy]).
///
/// @param form what the copy looks like
/// @param write writes a copy of everything to the standard output, consistent at one moment, while others go on
/// writing
/// @param read takes a copy from the standard input into a server that is new; a first word is the database that is
/// meant where the copy doesn't say one; a second one, `empty`, has PostgreSQL make that one anew before
/// @param version writes one line about the program that copies
public record Copying(Form form, String write, String read, String version) {

    /// What a copy looks like.
    public enum Form {
        /// SQL as PostgreSQL's own tools write it: rows between COPY and a line of `\.`.
        POSTGRESQL("sql"),
        /// SQL as the tools of MySQL and MariaDB write it: rows in INSERT.
        MYSQL("sql"),
        /// The file that Redis and Valkey keep their data in.
        REDIS("rdb"),
        /// An archive of files.
        TAR("tar");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        /// What its files end with.
        public String suffix() {
            return suffix;
        }
    }
}
