package dev.hauban.setup;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Secrecy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes the settings files of a project from their examples.
public final class Setup {
    private final Path directory;
    private final RandomGenerator chance;

    /// @param chance must be good enough for secrets
    public Setup(Path directory, RandomGenerator chance) {
        this.directory = directory;
        this.chance = chance;
    }

    /// What was done with one file.
    ///
    /// @param target as the user would write it
    /// @param hints what makes the secrets safer
    public record Report(
            String target,
            String example,
            Change change,
            List<Made> made,
            List<Open> open,
            List<String> hints,
            List<Problem> problems) {}

    /// A secret that was made, and of what: `64 hex digits`. Never its value.
    public record Made(String name, String what) {}

    /// A variable that only a person can set, and the line where.
    public record Open(String name, int line) {}

    /// What happened to a file.
    public enum Change {
        MADE,
        COMPLETED,
        UNCHANGED
    }

    /// @param composeFiles may name further settings files
    /// @param writes false: only say what would be done
    public List<Report> run(List<Path> composeFiles, boolean writes) throws IOException, InterruptedException {
        var texts = new ArrayList<String>();
        for (Path file : composeFiles) {
            texts.add(Files.readString(file, StandardCharsets.UTF_8));
        }
        var reports = new ArrayList<Report>();
        for (SettingsFiles.Pair pair : SettingsFiles.find(directory, texts)) {
            reports.add(prepare(pair, writes));
        }
        return reports;
    }

    /// The names of the secrets that a settings file holds.
    public static List<String> secretsIn(Path file) throws IOException {
        var names = new ArrayList<String>();
        for (SettingsText.Line line : SettingsText.of(Files.readString(file)).lines()) {
            if (line instanceof SettingsText.Line.Setting setting
                    && Secrecy.isSecretName(setting.name())
                    && !setting.value().isBlank()) {
                names.add(setting.name());
            }
        }
        return names;
    }

    /// Whether nobody but its owner can read it.
    public static boolean isForOwnerOnly(Path file) throws IOException {
        return SettingsFiles.isForOwnerOnly(file);
    }

    private Report prepare(SettingsFiles.Pair pair, boolean writes) throws IOException, InterruptedException {
        String target = directory.relativize(pair.target()).toString();
        String example = Files.readString(pair.example());
        Optional<String> present = SettingsFiles.read(pair.target());
        var result = Preparation.of(target, example, present, chance);
        boolean changes = !present.equals(Optional.of(result.text()));
        if (changes && writes) {
            SettingsFiles.write(pair.target(), result.text());
        }
        return new Report(
                target,
                directory.relativize(pair.example()).toString(),
                change(present.isPresent(), changes),
                result.made(),
                result.open(),
                hints(pair.target(), target),
                result.problems());
    }

    private static Change change(boolean wasThere, boolean changes) {
        if (!wasThere) {
            return Change.MADE;
        }
        return changes ? Change.COMPLETED : Change.UNCHANGED;
    }

    private List<String> hints(Path file, String name) throws IOException, InterruptedException {
        var hints = new ArrayList<String>();
        if (Files.exists(file) && !SettingsFiles.isForOwnerOnly(file)) {
            hints.add("others on this machine can read " + name + ": chmod 600 " + name);
        }
        if (new GitIgnore(directory).wouldKeep(name)) {
            hints.add("git would keep " + name + ": add it to .gitignore");
        }
        return hints;
    }
}
