package dev.hauban.engine.local.supply;

import dev.hauban.problem.Actor;
import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// Fetches packages without npm and believes nothing but their sums: neither a mirror nor npm's own cache. No script
/// of a package is run.
final class NpmRegistry {
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 2;
    private static final int AT_ONCE = 8;
    private static final int MOST_REDIRECTIONS = 5;
    private static final int BLOCK = 1 << 16;
    private static final int OK = 200;
    private static final int REDIRECTION = 3;
    private static final int HUNDRED = 100;
    private static final String SHA512 = "sha512-";

    private final Machine machine;
    private final Progress progress;

    NpmRegistry(Machine machine, Progress progress) {
        this.machine = machine;
        this.progress = progress;
    }

    /// Puts a program and all that it needs into a folder, each at its place.
    void fetch(NpmProgram program, Path root) throws IOException, InterruptedException {
        Path workshop = Files.createTempDirectory(root.toAbsolutePath().getParent(), "npm");
        try {
            fetch(program, root, workshop);
        } finally {
            Cache.delete(workshop);
        }
    }

    private void fetch(NpmProgram program, Path root, Path workshop) throws IOException, InterruptedException {
        NpmSettings settings = NpmSettings.of(machine);
        var places = new Semaphore(AT_ONCE);
        var done = new AtomicLong();
        String what = "downloading " + program.product().title() + " "
                + program.itself().version();
        try (var client = client(settings);
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("npm ", 0).factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (NpmProgram.NpmPackage one : program.packages()) {
                all.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        Path archive = archive(client, settings, one, workshop);
                        progress.at(what, done.addAndGet(Files.size(archive)), program.bytes());
                        unpack(archive, root.resolve(one.place()));
                        if (archive.startsWith(workshop)) {
                            Files.delete(archive);
                        }
                    } catch (IOException failed) {
                        throw refused(program, one, failed);
                    } finally {
                        places.release();
                    }
                    return null;
                }));
            }
            await(all, threads);
        }
    }

    /// The first failure ends the others.
    private static void await(List<Future<?>> all, ExecutorService threads) throws InterruptedException {
        try {
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException failed) {
            threads.shutdownNow();
            switch (failed.getCause()) {
                case ProblemException told -> throw told;
                case null, default -> throw new DefectException("a package could not be fetched", failed);
            }
        } catch (InterruptedException ended) {
            threads.shutdownNow();
            throw ended;
        }
    }

    private HttpClient client(NpmSettings settings) {
        return HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                // Followed by hand: a login is for the address that it was given for.
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(settings.proxies(machine.environment()))
                .build();
    }

    private static ProblemException refused(NpmProgram program, NpmProgram.NpmPackage one, IOException failed) {
        String reason = failed.getMessage();
        String title = program.product().title();
        return new ProblemException(
                Problem.error(
                                "supply.download-failed",
                                Actor.OUTSIDE,
                                one + ", which belongs to " + title + ", can't be fetched: "
                                        + (reason == null || reason.isBlank() ? "no connection" : reason))
                        .remedy("Look at the network and at the registry in ~/.npmrc (or npm_config_registry)"
                                + (program.itself() == one
                                                && program.dependencies().isEmpty()
                                        ? ", or install " + title + " so that it is on PATH."
                                        : ".")),
                failed);
    }

    /// The archive in npm's own cache, or one that is fetched.
    private static Path archive(HttpClient client, NpmSettings settings, NpmProgram.NpmPackage one, Path workshop)
            throws IOException, InterruptedException {
        String sum = HexFormat.of().formatHex(Base64.getDecoder().decode(sum(one)));
        Path cached = settings.cache()
                .resolve("content-v2/sha512")
                .resolve(sum.substring(0, 2))
                .resolve(sum.substring(2, 4))
                .resolve(sum.substring(4));
        if (Files.isReadable(cached) && Files.isRegularFile(cached) && isWhole(cached, one)) {
            return cached;
        }
        Path file = Files.createTempFile(workshop, "package", ".tgz");
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                download(client, settings, settings.registry(one.name()).resolve(one.path()), file);
                if (isWhole(file, one)) {
                    return file;
                }
                last = new IOException("what came is not the pinned package (SHA-512 differs)");
            } catch (IOException cut) {
                last = cut;
            }
        }
        throw last;
    }

    private static String sum(NpmProgram.NpmPackage one) {
        if (!one.integrity().startsWith(SHA512)) {
            throw new DefectException(one + " is pinned by a sum of another kind than SHA-512");
        }
        return one.integrity().substring(SHA512.length());
    }

    private static boolean isWhole(Path file, NpmProgram.NpmPackage one) throws IOException {
        MessageDigest digest = sha512();
        try (InputStream content = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return MessageDigest.isEqual(digest.digest(), Base64.getDecoder().decode(sum(one)));
    }

    private static void download(HttpClient client, NpmSettings settings, URI first, Path file)
            throws IOException, InterruptedException {
        URI address = first;
        for (int hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
            var request = HttpRequest.newBuilder(address).timeout(TO_ANSWER);
            settings.authorization(address).ifPresent(login -> request.header("Authorization", login));
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == OK) {
                    copy(body, file);
                    return;
                }
                if (answer.statusCode() / HUNDRED != REDIRECTION) {
                    throw new IOException("the answer of " + address.getHost() + " was " + answer.statusCode());
                }
            }
            address = next(address, answer);
        }
        throw new IOException(first.getHost() + " sends in circles");
    }

    /// From https nobody is sent to anything less.
    private static URI next(URI address, HttpResponse<?> answer) throws IOException {
        try {
            URI next = address.resolve(answer.headers().firstValue("Location").orElse(""));
            if (next.getHost() != null
                    && (next.getScheme().equals("https") || !address.getScheme().equals("https"))) {
                return next;
            }
        } catch (IllegalArgumentException noAddress) {
            // Told below.
        }
        throw new IOException(address.getHost() + " sends to where nothing is fetched from");
    }

    private static void copy(InputStream body, Path file) throws IOException {
        try (OutputStream to = Files.newOutputStream(file)) {
            body.transferTo(to);
        }
    }

    private static void unpack(Path archive, Path place) throws IOException {
        Files.createDirectories(place);
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(archive));
                InputStream tar = new BufferedInputStream(new GZIPInputStream(packed, BLOCK))) {
            TarArchive.unpackBelowFirst(tar, place);
        }
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException impossible) {
            throw new DefectException("every Java has SHA-512", impossible);
        }
    }
}
