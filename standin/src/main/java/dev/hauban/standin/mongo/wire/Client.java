package dev.hauban.standin.mongo.wire;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/// The calling side: one connection on which one question after the other is asked.
public final class Client implements AutoCloseable {
    private static final int NONCE = 18;

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;
    private int asked;

    private Client(SocketChannel channel, InputStream in, OutputStream out) {
        this.channel = channel;
        this.in = in;
        this.out = out;
    }

    /// @param patience for the connection and for every answer
    public static Client connect(SocketAddress address, Duration patience) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(address);
            return new Client(
                    channel,
                    new BufferedInputStream(Channels.newInputStream(channel)),
                    Channels.newOutputStream(channel));
        }
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int millis = (int) patience.toMillis();
        // Through the socket, because only that one knows how to wait no longer than it may.
        channel.socket().connect(resolved((InetSocketAddress) address), millis);
        channel.socket().setSoTimeout(millis);
        return new Client(
                channel,
                new BufferedInputStream(channel.socket().getInputStream()),
                channel.socket().getOutputStream());
    }

    private static InetSocketAddress resolved(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new java.net.UnknownHostException("getaddrinfo ENOTFOUND " + address.getHostString());
        }
        return address;
    }

    /// The answer, whether it says `ok` or not.
    public Document ask(String database, Document command) throws IOException {
        Document whole = command.clone();
        whole.put("$db", database);
        Message.question(++asked, whole).write(out);
        return Message.read(in)
                .orElseThrow(() -> new EOFException("the server closed the connection"))
                .body();
    }

    /// Logs in with SCRAM.
    ///
    /// @return the answer that refuses it, or one that says `ok`
    public Document logIn(String database, String user, String password, Scram scram) throws IOException {
        byte[] random = new byte[NONCE];
        new SecureRandom().nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        String name = user.replace("=", "=3D").replace(",", "=2C");
        String first = "n=" + name + ",r=" + nonce;
        Document answer = ask(
                database,
                new Document("saslStart", 1)
                        .append("mechanism", scram.mechanism())
                        .append("payload", payload("n,," + first)));
        if (!isOk(answer)) {
            return answer;
        }
        String challenge = text(answer);
        String theirs = part(challenge, "r=");
        if (!theirs.startsWith(nonce)) {
            return refused("the server's nonce is not ours");
        }
        byte[] salted = scram.salted(
                scram.prepared(user, password),
                Base64.getDecoder().decode(part(challenge, "s=")),
                Integer.parseInt(part(challenge, "i=")));
        String whole = first + "," + challenge + ",c=biws,r=" + theirs;
        byte[] key = scram.keyed(salted, "Client Key");
        byte[] proof = Scram.xor(key, scram.keyed(scram.hash(key), whole));
        Document last = ask(
                database,
                new Document("saslContinue", 1)
                        .append("conversationId", answer.get("conversationId"))
                        .append(
                                "payload",
                                payload("c=biws,r=" + theirs + ",p="
                                        + Base64.getEncoder().encodeToString(proof))));
        if (!isOk(last)) {
            return last;
        }
        byte[] expected = scram.keyed(scram.keyed(salted, "Server Key"), whole);
        boolean isTheServer =
                MessageDigest.isEqual(expected, Base64.getDecoder().decode(part(text(last), "v=")));
        return isTheServer ? last : refused("the server does not know the password either");
    }

    private static Document refused(String why) {
        return new Document("ok", 0.0)
                .append("code", 18)
                .append("codeName", "AuthenticationFailed")
                .append("errmsg", why);
    }

    public static boolean isOk(Document answer) {
        return Bson.isTrue(answer, "ok");
    }

    private static BinData payload(String text) {
        return new BinData(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Document answer) {
        return answer.get("payload") instanceof BinData data ? new String(data.getData(), StandardCharsets.UTF_8) : "";
    }

    private static String part(String text, String name) {
        for (String part : text.split(",")) {
            if (part.startsWith(name)) {
                return part.substring(name.length());
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
