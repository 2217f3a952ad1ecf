package dev.hauban.engine.local.shim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/// Two services of one stack, `a` and `b`, on the same port, on a rung.
final class Neighbors {
    private final Workshop workshop;
    private final Person person;
    private final int rung;
    private final String net;
    private final List<String> holder;

    Neighbors(Workshop workshop, Person person, int rung) throws IOException, InterruptedException {
        this.workshop = workshop;
        this.person = person;
        this.rung = rung;
        // Other tests of this machine use other addresses: loopback addresses are the whole machine's.
        this.net =
                rung == 1 ? "172.30.7." : "127.98." + (ProcessHandle.current().pid() % 200 + 20) + ".";
        this.holder = rung == 1 ? holder(workshop) : List.of();
        workshop.file("hosts", "127.0.0.1 localhost\n" + address("a") + " a\n" + address("b") + " b\n");
    }

    private static List<String> holder(Workshop workshop) throws IOException, InterruptedException {
        ProcessMark mark = workshop.hold(
                new Spec().with("state", workshop.folder("net").toString()).with("bridge", "br1", "172.30.7.1/24"));
        return List.of(Long.toString(mark.pid()), Long.toString(mark.startTime()));
    }

    String address(String name) {
        return net + (name.equals("a") ? 2 : 3);
    }

    /// How another service calls it: on rung 3 there is no hosts file of its own, so by address.
    String name(String name) {
        return rung == 3 ? address(name) : name;
    }

    Spec confine(Spec spec, String name) throws IOException {
        if (rung != 3 || !person.isOrdinary()) {
            spec.with("uid", "999").with("gid", "999");
        }
        spec.with("rung", Integer.toString(rung));
        if (rung < 3) {
            spec.with("upper", workshop.folder(name + "/upper").toString())
                    .with("bind", workshop.folder("") + "/hosts", "/etc/hosts", "ro");
        }
        if (rung == 1) {
            spec.with("holder", holder.get(0), holder.get(1))
                    .with("interface", "br1", address(name) + "/24", net + 1)
                    .with("inside", net + "0/24")
                    .with("reach_outside");
        } else {
            spec.with("own", address(name)).with("stack", net + "0/24").with("relay_source", net + 1);
        }
        return spec;
    }

    /// The same for a command inside.
    Spec inside(Spec spec, String name) {
        if (rung == 1) {
            return spec.with("inside", net + "0/24").with("reach_outside");
        }
        return spec.with("own", address(name)).with("stack", net + "0/24");
    }

    Spec publish(Spec spec, String name, String at, int published, int port) {
        return spec.with("publish", "tcp", at, Integer.toString(published), address(name), Integer.toString(port));
    }

    /// Starts a Greeter of this name and answers the port of this machine on which it is published, once it answers.
    int start(String name, int port, Path java) throws IOException, InterruptedException {
        int published = freePort();
        start(publish(workshop.spec(name), name, "127.0.0.1", published, port), name, port, java);
        Workshop.await(
                "the answer of " + name,
                () -> Greeter.ask("127.0.0.1", published, "").startsWith(name));
        return published;
    }

    void start(Spec published, String name, int port, Path java) throws IOException, InterruptedException {
        Spec spec = confine(published, name);
        Path classes = Path.of(System.getProperty("user.dir"), "target", "test-classes");
        if (rung < 3) {
            spec.with("bind", classes.toString(), "/app", "ro");
        }
        String where = rung < 3 ? "/app" : classes.toString();
        workshop.start(spec.command(List.of(
                java.toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                where,
                Greeter.class.getName(),
                name,
                Integer.toString(port))));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
