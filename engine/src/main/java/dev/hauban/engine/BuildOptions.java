package dev.hauban.engine;

import java.util.Map;
import java.util.OptionalLong;

/// What somebody asks of a build on top of what the files say.
///
/// @param pull whether the images that it begins with are looked for anew
/// @param arguments in place of the files'
/// @param memory how much of it the build may take at most, in bytes
public record BuildOptions(boolean withoutCache, boolean pull, Map<String, String> arguments, OptionalLong memory) {
    private static final BuildOptions NONE = new BuildOptions(false, false, Map.of(), OptionalLong.empty());

    public BuildOptions {
        arguments = Map.copyOf(arguments);
    }

    public static BuildOptions none() {
        return NONE;
    }

    /// Without the arguments' values: secrets may be among them.
    @Override
    public String toString() {
        return "BuildOptions[withoutCache=" + withoutCache + ", pull=" + pull + ", arguments=" + arguments.keySet()
                + "]";
    }
}
