package dev.hauban.engine.local;

import java.nio.file.Path;

/// A file or folder of the host and where it appears inside a service.
record Placement(Path source, String target, boolean isReadOnly) {}
