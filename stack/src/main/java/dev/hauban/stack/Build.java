package dev.hauban.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How an image is made from sources.
///
/// @param context absolute folder
/// @param dockerfile absolute file; absent when the text is inline
/// @param inline the Dockerfile's text, when the file has it inline
/// @param arguments build arguments with a value
/// @param target the stage to stop at
public record Build(
        Path context,
        Optional<Path> dockerfile,
        Optional<String> inline,
        Map<String, String> arguments,
        Optional<String> target) {
    public Build {
        arguments = Maps.inOrder(arguments);
    }
}
