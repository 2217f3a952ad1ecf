package dev.faildaily.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A dress rehearsal: the program starts, is asked a few things by itself, and ends. The JVM watches
/// (`-XX:AOTCacheOutput`) and writes down what it had to load, so that the real start takes half the time.
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Rehearsal() {}

    /// Asks by hand, over a plain connection: what isn't needed on the stage stays out of the cache.
    public static void ask(int port, List<String> targets) throws IOException {
        for (var target : targets) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
                var question = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                        + "Cookie: rehearsal=1\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                if (!answer.startsWith("HTTP/1.1 ")) {
                    throw new IOException("no answer to " + target);
                }
            }
        }
    }

    /// Loads classes that only come up in company that isn't there during a rehearsal, such as a database.
    public static void load(Stream<String> names) {
        var loader = Rehearsal.class.getClassLoader();
        names.forEach(name -> {
            try {
                Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError _) {
                // It needs a library that we leave out on purpose, and so does the real start.
            }
        });
    }
}
