package dev.hauban.engine.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Plays all scenarios in a program of its own, as whoever and with whatever system calls it was started: `ok NAME` or
/// `failed NAME`, a line each.
final class Play {
    private Play() {}

    /// @param words the folder to work in, then the rung, or 0 for the best that there is
    public static void main(String[] words) throws IOException {
        PrintStream out = System.out;
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        if (!words[1].equals("0")) {
            environment.put(Ladder.VARIABLE, words[1]);
        }
        int number = 0;
        for (Map.Entry<String, Scenarios.Scenario> scenario : Scenarios.all().entrySet()) {
            Path folder = Files.createDirectories(Path.of(words[0], Integer.toString(number++)));
            out.println(play(scenario.getValue(), new Workbench(folder, environment)) + scenario.getKey());
        }
    }

    private static String play(Scenarios.Scenario scenario, Workbench bench) {
        try {
            try {
                scenario.play(bench);
            } finally {
                bench.close();
            }
            return "ok ";
        } catch (Exception | AssertionError failed) {
            failed.printStackTrace(System.out);
            return "failed ";
        }
    }
}
