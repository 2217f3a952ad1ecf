package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Programs that somebody packed into artifacts of Maven Central, pinned in `artifacts.txt`.
final class MavenArtifacts implements Source {
    private static final String ORIGIN = "Maven Central";
    private static final double MEGABYTE = 1_000_000;

    private final Machine machine;
    private final Cache cache;
    private final List<Artifact> pinned;

    MavenArtifacts(Machine machine, Cache cache) {
        this(machine, cache, Artifact.pinned());
    }

    MavenArtifacts(Machine machine, Cache cache, List<Artifact> pinned) {
        this.machine = machine;
        this.cache = cache;
        this.pinned = List.copyOf(pinned);
    }

    @Override
    public Optional<Tools> ready(Need need) {
        return artifact(need)
                .filter(artifact -> Files.isDirectory(cache.programs(artifact.key())))
                .map(artifact -> tools(artifact, cache.programs(artifact.key())))
                .filter(tools -> ProgramFolder.has(
                        cache.programs(artifact(need).orElseThrow().key()), need.programs()));
    }

    @Override
    public Optional<String> offer(Need need) {
        return artifact(need)
                .map(artifact -> "%s, %s, %.0f MB".formatted(ORIGIN, artifact.version(), artifact.size() / MEGABYTE));
    }

    /// PostgreSQL only in the version that is asked for; of the others the newest, whatever the tag.
    private Optional<Artifact> artifact(Need need) {
        return pinned.stream()
                .filter(artifact -> artifact.product() == need.product())
                .filter(artifact -> artifact.architecture().equals(machine.architecture()))
                .filter(artifact -> need.product() != Product.POSTGRESQL_SERVER
                        || need.major() < 0
                        || artifact.major() == need.major())
                .max(Comparator.comparingInt(Artifact::major));
    }

    @Override
    public Tools fetch(Need need, Progress progress) throws InterruptedException {
        Artifact artifact = artifact(need).orElseThrow();
        try {
            Path folder = cache.folder(artifact.key(), need, progress, beside -> fill(artifact, beside, progress));
            return tools(artifact, folder);
        } catch (IOException failed) {
            throw Cache.unusable(machine.cache(), failed);
        }
    }

    private void fill(Artifact artifact, Path folder, Progress progress) throws IOException, InterruptedException {
        Path jar = new MavenRepository(machine).fetch(artifact, folder, progress);
        progress.at("unpacking " + artifact.product().title() + " " + artifact.version(), 0, 0);
        Path root = Files.createDirectory(folder.resolve(ProgramFolder.ROOT));
        Unpacking.unpack(jar, artifact.packing(), root);
        if (jar.startsWith(folder)) {
            Files.delete(jar);
        }
        // Their programs find the libraries beside themselves.
        ProgramFolder.write(folder, cache.programs(artifact.key()), List.of());
        new Note(artifact.version(), ORIGIN).write(folder);
    }

    private static Tools tools(Artifact artifact, Path folder) {
        boolean isMariaDb = artifact.coordinates().contains("mariaDB");
        return new Tools(
                artifact.product(),
                Optional.of(folder.resolve(ProgramFolder.BIN)),
                folder.resolve(ProgramFolder.ROOT),
                artifact.version() + (isMariaDb ? "-MariaDB" : ""),
                ORIGIN);
    }
}
