package dev.hauban.engine.local.supply;

import dev.hauban.problem.Actor;
import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Fetches an artifact and believes nothing but its checksum: neither a mirror nor the user's own repository.
final class MavenRepository {
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 2;
    private static final int BLOCK = 1 << 16;
    private static final int OK = 200;

    private final Machine machine;

    MavenRepository(Machine machine) {
        this.machine = machine;
    }

    /// The artifact's file: the user's own copy, or one fetched into `folder`.
    Path fetch(Artifact artifact, Path folder, Progress progress) throws InterruptedException {
        try {
            MavenSettings settings = MavenSettings.of(machine);
            Path own = settings.localRepository().resolve(artifact.path());
            if (isWhole(own, artifact)) {
                return own;
            }
            return download(artifact, settings, folder.resolve(artifact.fileName()), progress);
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.error(
                                    "supply.download-failed",
                                    Actor.OUTSIDE,
                                    artifact.coordinates() + " can't be fetched: " + reason(failed))
                            .remedy("Look at the network and at the mirror in ~/.m2/settings.xml, or install "
                                    + artifact.product().title() + " so that it is on PATH."),
                    failed);
        }
    }

    private static String reason(IOException failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank() ? "no connection" : message;
    }

    private static boolean isWhole(Path file, Artifact artifact) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != artifact.size()) {
            return false;
        }
        MessageDigest digest = sha256();
        try (InputStream content = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(artifact.sha256());
    }

    private Path download(Artifact artifact, MavenSettings settings, Path file, Progress progress)
            throws IOException, InterruptedException {
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                once(artifact, settings, file, progress);
                if (isWhole(file, artifact)) {
                    return file;
                }
                last = new IOException("what came is not the pinned file (SHA-256 differs)");
            } catch (IOException cut) {
                last = cut;
            }
            Files.deleteIfExists(file);
        }
        throw last;
    }

    private void once(Artifact artifact, MavenSettings settings, Path file, Progress progress)
            throws IOException, InterruptedException {
        URI address = settings.central().resolve(artifact.path());
        var proxies = new Proxies(settings.proxy(), machine.environment());
        try (var client = HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxies)
                .build()) {
            HttpResponse<InputStream> answer =
                    client.send(request(address, settings.login()), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new IOException("the answer of " + address.getHost() + " was " + answer.statusCode());
                }
                copy(body, file, artifact, progress);
            }
        }
    }

    private static HttpRequest request(URI address, Optional<String> login) {
        var request = HttpRequest.newBuilder(address).timeout(TO_ANSWER);
        login.ifPresent(known -> request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(known.getBytes(StandardCharsets.UTF_8))));
        return request.build();
    }

    private static void copy(InputStream body, Path file, Artifact artifact, Progress progress) throws IOException {
        String what = "downloading " + artifact.product().title() + " " + artifact.version();
        byte[] block = new byte[BLOCK];
        long done = 0;
        try (OutputStream to = Files.newOutputStream(file)) {
            for (int read = body.read(block); read >= 0; read = body.read(block)) {
                to.write(block, 0, read);
                done += read;
                if (done > artifact.size()) {
                    throw new IOException("what comes is longer than the pinned file");
                }
                progress.at(what, done, artifact.size());
            }
        }
        if (done < artifact.size()) {
            throw new IOException("the download was cut after " + done + " of " + artifact.size() + " bytes");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new DefectException("every Java has SHA-256", impossible);
        }
    }
}
