package dev.hauban.cli;

/// Which Hauban this is: the version in the root `pom.xml`, which a test compares.
public final class Version {
    public static final String TEXT = "0.1.0-SNAPSHOT";

    private Version() {}
}
