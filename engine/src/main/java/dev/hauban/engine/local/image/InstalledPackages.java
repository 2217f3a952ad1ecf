package dev.hauban.engine.local.image;

import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Need;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What RUN lines install into an image: found on this machine, or supplied. Nothing is installed here.
final class InstalledPackages {
    /// Packages that bring a product under another name than its program's.
    private static final Map<String, Product> KNOWN = Map.ofEntries(
            Map.entry("postgresql-client", Product.POSTGRESQL_CLIENT),
            Map.entry("mysql-client", Product.MYSQL_CLIENT),
            Map.entry("default-mysql-client", Product.MYSQL_CLIENT),
            Map.entry("mariadb-client", Product.MYSQL_CLIENT),
            Map.entry("redis", Product.REDIS),
            Map.entry("redis-tools", Product.REDIS),
            Map.entry("netcat-openbsd", Product.NETCAT),
            Map.entry("netcat-traditional", Product.NETCAT),
            Map.entry("xz-utils", Product.XZ),
            Map.entry("gettext", Product.ENVSUBST),
            Map.entry("gettext-base", Product.ENVSUBST));

    /// Packages without a program of their name that every machine has, or that an application on this machine does
    /// not need.
    private static final Set<String> TAKEN_FOR_GRANTED = Set.of(
            "ca-certificates",
            "tzdata",
            "bash",
            "coreutils",
            "procps",
            "gnupg",
            "gpg",
            "lsb-release",
            "locales",
            "apt-transport-https",
            "software-properties-common",
            "libc6-compat",
            "gcompat",
            "util-linux",
            "shadow",
            "build-essential",
            "build-base",
            "linux-headers",
            "gcc",
            "g++",
            "make",
            "libc6",
            "libc-dev",
            "musl-dev",
            "libgcc",
            "libstdc++",
            "libstdc++6",
            "findutils",
            "tar",
            "gzip",
            "grep",
            "sed",
            "gosu",
            "su-exec",
            "openssh-client",
            "git");

    private final Machine machine;
    private final Supply supply;

    InstalledPackages(Machine machine, Supply supply) {
        this.machine = machine;
        this.supply = supply;
    }

    BaseImage added(BuiltImage built, Progress progress) throws InterruptedException {
        List<Problem> remarks = new ArrayList<>(built.remarks());
        List<Path> folders = new ArrayList<>();
        for (BuiltImage.Package wanted : built.packages()) {
            String name = wanted.name().replaceAll("[=<>~:].*$", "");
            Optional<Product> product = product(name);
            if (machine.onPath(program(name)).isPresent() || product.isEmpty() && isTakenForGranted(name)) {
                continue;
            }
            try {
                if (product.isEmpty()) {
                    remarks.add(notThere(wanted));
                } else {
                    supply.get(Need.any(product.get()), progress).bin().ifPresent(folders::add);
                }
            } catch (ProblemException failed) {
                remarks.add(notThere(wanted));
            }
        }
        Map<String, String> environment = new LinkedHashMap<>(built.environment());
        environment.put("PATH", SearchPaths.appended(environment.getOrDefault("PATH", ""), folders));
        return new BaseImage(
                environment,
                built.entrypoint(),
                built.command(),
                built.workingDirectory(),
                built.account(),
                built.pieces(),
                built.traits(),
                remarks,
                built.root().toString());
    }

    /// What a package of a language is called for.
    private static String program(String name) {
        if (name.matches("nodejs(-current)?")) {
            return "node";
        }
        if (name.matches("(openjdk-?\\d+|default)-(jre|jdk)(-headless)?")) {
            return "java";
        }
        if (name.matches("(golang|ruby|php\\d*|perl)(-[\\d.]+|-go|-cli)*")) {
            return name.startsWith("golang") ? "go" : name.replaceAll("^(ruby|php|perl).*", "$1");
        }
        return name.matches("(python3?|py3)(-(pip|venv|setuptools|wheel|minimal|full|virtualenv))?") ? "python3" : name;
    }

    private static Optional<Product> product(String name) {
        Product known = KNOWN.get(name.replaceAll("-?[0-9.]+$", ""));
        return Optional.ofNullable(known).or(() -> Product.bringing(name));
    }

    private static boolean isTakenForGranted(String name) {
        return TAKEN_FOR_GRANTED.contains(name) || name.startsWith("lib") || name.endsWith("-dev");
    }

    private static Problem notThere(BuiltImage.Package wanted) {
        return Problem.degraded(
                        "image.package-missing",
                        "the package " + wanted.name() + " is not on this machine, and nothing here brings it")
                .at(wanted.place())
                .remedy("Install it on this machine if the service needs it, or run it with Docker Compose.");
    }
}
