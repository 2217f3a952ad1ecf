package dev.hauban.standin.mongo.shell;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.ExtendedJson;
import dev.hauban.standin.mongo.wire.Client;
import dev.hauban.standin.mongo.wire.Scram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.HostAccess.Export;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// What scripts can do beyond JavaScript itself: under the name `$host`, called by the scripts of this room alone.
public final class Host {
    private static final int ID = 12;
    private static final AtomicInteger COUNT = new AtomicInteger(new SecureRandom().nextInt() & 0xffffff);
    private static final byte[] OWN = new byte[5];

    static {
        new SecureRandom().nextBytes(OWN);
    }

    private final Surroundings surroundings;
    private final Target target;
    private final List<Client> clients = new ArrayList<>();
    private final Loading loading;

    /// Runs a file.
    @FunctionalInterface
    interface Loading {
        void load(Path file) throws IOException;
    }

    Host(Surroundings surroundings, Target target, Client client, Loading loading) {
        this.surroundings = surroundings;
        this.target = target;
        this.loading = loading;
        clients.add(client);
    }

    /// @return the answer as extended JSON
    @Export
    public String run(int connection, String database, Value command) {
        try {
            return ExtendedJson.canonical(clients.get(connection).ask(database, FromScript.document(command)));
        } catch (IOException gone) {
            throw new UncheckedIOException("MongoNetworkError: " + gone.getMessage(), gone);
        }
    }

    @Export
    public String logIn(int connection, String database, String user, String password) {
        try {
            Document answer = clients.get(connection).logIn(database, user, password, Scram.SHA_256);
            return ExtendedJson.canonical(answer);
        } catch (IOException gone) {
            throw new UncheckedIOException("MongoNetworkError: " + gone.getMessage(), gone);
        }
    }

    @Export
    public int connect(String uri) {
        try {
            String whole = uri.startsWith("mongodb") ? uri : "mongodb://" + uri;
            clients.add(Target.parse(whole).connect(surroundings.initial()));
            return clients.size() - 1;
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (Words.Wrong wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    @Export
    public String databaseOf(String uri) {
        try {
            return uri.isEmpty()
                    ? target.database()
                    : Target.parse(uri.startsWith("mongodb") ? uri : "mongodb://" + uri)
                            .database();
        } catch (Words.Wrong wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    @Export
    public String uri() {
        return target.uri();
    }

    @Export
    public String version() {
        return Shell.VERSION;
    }

    @Export
    public void print(String line) {
        surroundings.out().println(line);
    }

    @Export
    public void write(String text) {
        surroundings.out().print(text);
    }

    @Export
    public void complain(String line) {
        surroundings.err().println(line);
    }

    @Export
    public void exit(int code) {
        surroundings.exit().accept(code);
    }

    @Export
    public void sleep(double milliseconds) throws InterruptedException {
        Thread.sleep((long) milliseconds);
    }

    @Export
    public @Nullable String variable(String name) {
        return surroundings.environment().get(name);
    }

    @Export
    public String[] variables() {
        return surroundings.environment().keySet().toArray(String[]::new);
    }

    @Export
    public String folder() {
        return Path.of("").toAbsolutePath().toString();
    }

    @Export
    public String read(String path) throws IOException {
        return Files.readString(Path.of(path));
    }

    @Export
    public void save(String path, String text) throws IOException {
        Files.writeString(Path.of(path), text);
    }

    @Export
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Export
    public void load(String path) throws IOException {
        loading.load(Path.of(path));
    }

    /// A new one, as drivers make them: time, chance, count.
    @Export
    public String objectId() {
        var id = ByteBuffer.allocate(ID);
        id.putInt((int) InstantSource.system().instant().getEpochSecond());
        id.put(OWN);
        int count = COUNT.getAndIncrement();
        id.put((byte) (count >> 16)).put((byte) (count >> 8)).put((byte) count);
        return HexFormat.of().formatHex(id.array());
    }

    @Export
    public String uuid() {
        return UUID.randomUUID().toString();
    }

    @Export
    public String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    @Export
    public String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
