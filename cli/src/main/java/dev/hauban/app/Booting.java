package dev.hauban.app;

import dev.hauban.api.PrivateFolder;
import dev.hauban.boot.BootStart;
import dev.hauban.boot.Ground;
import dev.hauban.boot.Started;
import dev.hauban.cli.Surroundings;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the operator needs when it is the machine that starts it.
final class Booting {
    private final Surroundings surroundings;
    private final Places places;

    Booting(Surroundings surroundings, Places places) {
        this.surroundings = surroundings;
        this.places = places;
    }

    BootStart start() {
        return BootStart.here(ground(), started(), new MachineShell());
    }

    private Ground ground() {
        boolean isRoot = places.isRoot();
        Path session = Path.of(variable("XDG_RUNTIME_DIR", "/run/user/none"));
        boolean hasSystemd = Files.isDirectory(Path.of("/run/systemd/system"))
                && (isRoot || Files.exists(session.resolve("systemd")));
        Path configuration = Path.of(
                variable("XDG_CONFIG_HOME", places.home().resolve(".config").toString()));
        return new Ground(System.getProperty("user.name"), isRoot, configuration, hasSystemd, has("crontab"));
    }

    private Started started() {
        String launcher = System.getProperty("hauban.launcher", "");
        if (launcher.isEmpty()) {
            throw new ProblemException(Problem.error(
                    "boot.no-launcher", Actor.HAUBAN, "this program doesn't know by what it was started"));
        }
        PrivateFolder.make(places.operator().state());
        return new Started(
                List.of(launcher, "operator", "run"),
                environment(),
                places.operator().log());
    }

    /// What the operator is given by a command, but for what belongs to one login.
    private Map<String, String> environment() {
        var kept = new TreeMap<String, String>();
        surroundings.environment().forEach((name, value) -> {
            boolean isOfLogin = name.equals("XDG_RUNTIME_DIR")
                    || name.startsWith("XDG_SESSION")
                    || name.equals("XDG_SEAT")
                    || name.equals("XDG_VTNR");
            if (Operating.isForOperator(name) && !isOfLogin && !value.contains("\n")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private boolean has(String program) {
        for (String folder : surroundings.environment().getOrDefault("PATH", "").split(":")) {
            if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private String variable(String name, String otherwise) {
        String value = surroundings.environment().getOrDefault(name, "");
        return value.startsWith("/") ? value : otherwise;
    }
}
