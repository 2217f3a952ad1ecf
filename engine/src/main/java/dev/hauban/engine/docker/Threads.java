package dev.hauban.engine.docker;

/// Threads for what talks to the daemon: those of the system. Where a virtual one waits for a socket, the JDK begins a
/// thread that waits for all sockets and never ends; the JVM gives that one 300 ms when a command is over
/// (docs/decisions/0044).
final class Threads {
    private Threads() {}

    static Thread.Builder.OfPlatform named(String name) {
        return Thread.ofPlatform().daemon().name(name);
    }
}
