package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Programs that are written for Node.js, and Node.js itself for a machine that has none, from npm's registry
/// (docs/decisions/0062).
final class NpmPrograms implements Source {
    private static final String ORIGIN = "npm";
    private static final double MEGABYTE = 1_000_000;
    private static final int KEY_LENGTH = 12;

    /// What of Node.js is not needed to run a program.
    private static final List<String> NOT_TO_RUN = List.of("include", "share", "CHANGELOG.md", "README.md");

    private final Machine machine;
    private final Cache cache;

    NpmPrograms(Machine machine, Cache cache) {
        this.machine = machine;
        this.cache = cache;
    }

    private static boolean isHere(Product product) {
        return product == Product.MONGO_EXPRESS || product == Product.REDIS_COMMANDER || product == Product.NODE;
    }

    private Optional<NpmProgram> program(Need need) {
        return isHere(need.product()) ? NpmProgram.pinned(need.product(), machine.architecture()) : Optional.empty();
    }

    @Override
    public Optional<Tools> ready(Need need) {
        return program(need).flatMap(program -> {
            Path folder = cache.programs(key(program));
            if (!ProgramFolder.has(folder, need.programs())) {
                return Optional.empty();
            }
            OldPrograms.touch(folder);
            return Optional.of(tools(program, folder));
        });
    }

    @Override
    public Optional<String> offer(Need need) {
        return program(need)
                .map(program ->
                        "%s, %s, %.0f MB".formatted(ORIGIN, program.itself().version(), program.bytes() / MEGABYTE));
    }

    @Override
    public Tools fetch(Need need, Progress progress) throws InterruptedException {
        NpmProgram program = program(need).orElseThrow();
        String key = key(program);
        try {
            Path folder =
                    cache.folder(key, need, progress, beside -> fill(program, beside, cache.programs(key), progress));
            cache.sweep(family(program), key);
            return tools(program, folder);
        } catch (IOException failed) {
            throw Cache.unusable(machine.cache(), failed);
        }
    }

    private static Tools tools(NpmProgram program, Path folder) {
        return new Tools(
                program.product(),
                Optional.of(folder.resolve(ProgramFolder.BIN)),
                folder.resolve(ProgramFolder.ROOT),
                program.itself().version(),
                ORIGIN);
    }

    private void fill(NpmProgram program, Path folder, Path home, Progress progress)
            throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve(ProgramFolder.ROOT));
        new NpmRegistry(machine, progress).fetch(program, root);
        Path as = home.resolve(ProgramFolder.ROOT);
        Path bin = Files.createDirectory(folder.resolve(ProgramFolder.BIN));
        String name = program.product().programs().getFirst();
        String start = switch (program.product()) {
            case MONGO_EXPRESS -> {
                new MongoExpressPages(root).write();
                Files.writeString(root.resolve("config.js"), program.file("config.js"));
                yield "begin=app.js\n";
            }
            case REDIS_COMMANDER -> {
                Files.writeString(root.resolve("hauban.js"), program.file("hauban.js"));
                // The image's command by its path, where a service writes it out.
                ProgramFolder.writeOne(
                        root.resolve("docker/entrypoint.sh"), "#!/bin/sh\nexec redis-commander \"$@\"\n");
                yield "begin=hauban.js\n";
            }
            default -> {
                for (String part : NOT_TO_RUN) {
                    Cache.delete(root.resolve(part));
                }
                yield "";
            }
        };
        ProgramFolder.writeOne(bin.resolve(name), start.isEmpty() ? direct(as) : begun(as, start));
        new Note(program.itself().version(), ORIGIN).write(folder);
    }

    private static String direct(Path root) {
        return "#!/bin/sh\nexec '" + root.resolve("bin/node") + "' \"$@\"\n";
    }

    /// Where an image has the program's folder, and a service may have put files of its own into it, it is begun there.
    private static String begun(Path root, String start) {
        return "#!/bin/sh\n" + start + "folder=${HAUBAN_APP:-'" + root + "'}\n"
                + "[ -f \"$folder/$begin\" ] || folder='" + root + "'\n"
                + "cd -- \"$folder\" || exit 1\n: \"${NODE_ENV:=production}\"\nexport NODE_ENV\n"
                + "exec node \"$begin\" \"$@\"\n";
    }

    /// Names what it is made of: the pins, and our own files.
    private static String key(NpmProgram program) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (NpmProgram.NpmPackage one : program.packages()) {
                digest.update((one.place() + one.integrity()).getBytes(StandardCharsets.UTF_8));
            }
            for (String own : OWN_FILES.getOrDefault(program.product(), List.of())) {
                digest.update(program.file(own).getBytes(StandardCharsets.UTF_8));
            }
            digest.update(MongoExpressPages.FORM.getBytes(StandardCharsets.UTF_8));
            return family(program) + "-"
                    + HexFormat.of().formatHex(digest.digest()).substring(0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new DefectException("every Java has SHA-256", impossible);
        }
    }

    private static String family(NpmProgram program) {
        return program.product().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final Map<Product, List<String>> OWN_FILES =
            Map.of(Product.MONGO_EXPRESS, List.of("config.js"), Product.REDIS_COMMANDER, List.of("hauban.js"));
}
