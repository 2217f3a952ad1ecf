package dev.hauban.engine.local.shim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A service for tests. It listens on every address at a port; told nothing it answers its name and who called;
/// told `HOST PORT` it calls there, in words that a web server understands too, and passes the answer on; told
/// `bind PORT` it listens there a moment, too, if it can, and told `share PORT` with two sockets at a time.
final class Greeter {
    private Greeter() {}

    public static void main(String[] words) throws IOException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(Integer.parseInt(words[1])));
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> answer(words[0], client));
            }
        }
    }

    private static void answer(String name, Socket client) {
        try (client) {
            String asked = lineFrom(client);
            String[] target = asked.split(" ");
            String answer = target[0].equals("bind")
                    ? bound(Integer.parseInt(target[1]))
                    : target[0].equals("share")
                            ? shared(Integer.parseInt(target[1]))
                            : target.length == 2
                                    ? ask(target[0], Integer.parseInt(target[1]), "GET / HTTP/1.0\r\n\r")
                                    : name + " called by "
                                            + client.getInetAddress().getHostAddress();
            client.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.err.println("no answer: " + e);
        }
    }

    private static String bound(int port) {
        try (var server = new ServerSocket(port)) {
            return "bound " + server.getLocalPort();
        } catch (IOException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    private static String shared(int port) {
        try (var one = new ServerSocket();
                var other = new ServerSocket()) {
            for (ServerSocket server : List.of(one, other)) {
                server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                server.bind(new InetSocketAddress(port));
            }
            return "shared " + other.getLocalPort();
        } catch (IOException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    static String ask(String host, int port, String question) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 5000);
            socket.setSoTimeout(10000);
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            return lineFrom(socket);
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String lineFrom(Socket socket) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return line == null ? "closed" : line;
    }
}
