package dev.hauban.engine.docker.wire;

import java.io.IOException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// TLS over TCP.
final class TlsTransport implements Transport {
    private final ChannelTransport plain;
    private final TlsKeys keys;
    private @Nullable SSLSocket socket;

    TlsTransport(ChannelTransport plain, TlsKeys keys) {
        this.plain = plain;
        this.keys = keys;
    }

    @Override
    public void connect() throws IOException {
        plain.connect();
        SSLSocket safe = keys.over(plain);
        safe.startHandshake();
        socket = safe;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return connected().getInputStream().read(into, offset, length);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        connected().getOutputStream().write(from, offset, length);
    }

    @Override
    public void endOutput() throws IOException {
        connected().shutdownOutput();
    }

    /// Without TLS's own farewell: sending it could block, and HTTP says itself where an answer ends.
    @Override
    public void close() {
        plain.close();
    }

    private SSLSocket connected() throws IOException {
        SSLSocket known = socket;
        if (known == null) {
            throw new IOException("not connected");
        }
        return known;
    }
}
