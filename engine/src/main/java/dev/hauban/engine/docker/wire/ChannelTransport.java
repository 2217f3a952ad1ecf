package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A socket of this machine or TCP, as it is.
final class ChannelTransport implements Transport {
    private final SocketChannel channel;
    private final DockerEndpoint.Address address;

    private ChannelTransport(SocketChannel channel, DockerEndpoint.Address address) {
        this.channel = channel;
        this.address = address;
    }

    static ChannelTransport to(DockerEndpoint.Address address) throws IOException {
        return switch (address) {
            case DockerEndpoint.Address.Socket _ ->
                new ChannelTransport(SocketChannel.open(StandardProtocolFamily.UNIX), address);
            case DockerEndpoint.Address.Host _ -> new ChannelTransport(SocketChannel.open(), address);
        };
    }

    SocketChannel channel() {
        return channel;
    }

    DockerEndpoint.Address address() {
        return address;
    }

    @Override
    public void connect() throws IOException {
        channel.connect(socketAddress());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        var bytes = ByteBuffer.wrap(from, offset, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            return;
        }
    }

    private SocketAddress socketAddress() throws IOException {
        return switch (address) {
            case DockerEndpoint.Address.Socket(var path) -> UnixDomainSocketAddress.of(path);
            case DockerEndpoint.Address.Host(String name, int port) -> {
                var resolved = new InetSocketAddress(name, port);
                if (resolved.isUnresolved()) {
                    throw new UnknownHostException(name);
                }
                // Requests are written in one piece; waiting for more to send along only costs time.
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                yield resolved;
            }
        };
    }
}
