package dev.hauban.cli.screen;

/// What is said of a service while its programs or images are seen to, and once they are.
///
/// @param doing `preparing`
/// @param done `prepared`
public record Preparation(String doing, String done) {
    public static Preparation usual() {
        return new Preparation("preparing", "prepared");
    }
}
