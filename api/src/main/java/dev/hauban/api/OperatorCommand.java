package dev.hauban.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How an operator is started.
///
/// @param words the whole command line, from the `java` on
/// @param environment of the operator, whole
/// @param limit within which it has to answer
public record OperatorCommand(List<String> words, Map<String, String> environment, Duration limit) {
    /// Generous: a cold disk and a busy machine are not faults.
    public static final Duration LIMIT = Duration.ofSeconds(20);

    /// For a JVM that mostly waits: little memory, little code, no second thought.
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms4m",
            // Room for unpacking what services need; given back when that is over.
            "-Xmx160m",
            "-XX:MaxNewSize=8m",
            "-Xss512k",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "-Djdk.virtualThreadScheduler.parallelism=2",
            "-Djdk.virtualThreadScheduler.maxPoolSize=16",
            "--enable-native-access=ALL-UNNAMED");

    public OperatorCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /// @param java the program
    /// @param own what this build of Hauban adds for the JVM, such as its AOT cache and class path
    /// @param main the main class and the arguments that make it an operator
    public static OperatorCommand of(Path java, List<String> own, List<String> main, Map<String, String> environment) {
        var words = new ArrayList<String>();
        words.add(java.toString());
        words.addAll(SMALL);
        words.addAll(own);
        words.addAll(main);
        return new OperatorCommand(words, environment, LIMIT);
    }
}
