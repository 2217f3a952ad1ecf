package dev.hauban.engine.local.image;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Whether tests that fetch can run here.
final class Reachable {
    private Reachable() {}

    static boolean mavenCentral() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("repo.maven.apache.org", 443), 3000);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
