package dev.hauban.engine.docker.translate;

import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.Severity;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What of the files a daemon can't have: said before anything is made, and never left out in silence.
public final class Limitations {
    /// The first Docker Engine that speaks `1.MINOR`.
    private static final Map<Integer, String> ENGINES =
            Map.of(43, "24", 44, "25", 45, "26", 47, "27.2", 48, "28", 49, "28.1");

    private final Service service;
    private final Words words;
    private final ApiVersion version;
    private final List<Problem> problems = new ArrayList<>();

    private Limitations(Service service, ApiVersion version) {
        this.service = service;
        this.words = new Words(service.specification().members());
        this.version = version;
    }

    /// Of a service. An error among them means that its containers can't be made.
    public static List<Problem> of(Stack stack, Service service, ApiVersion version) {
        var limitations = new Limitations(service, version);
        limitations.age();
        limitations.attachments();
        limitations.addresses();
        limitations.volumes();
        limitations.kind();
        limitations.keeping(stack);
        limitations.problems.addAll(FileLimitations.of(stack, service));
        return limitations.problems;
    }

    /// Of the stack as a whole.
    public static List<Problem> of(Stack stack) {
        return stack.extension().keepOrder()
                ? List.of(Problem.degraded(
                                "docker.left-out",
                                "this is left out: on Docker the daemon brings containers back, each by itself")
                        .about("x-hauban.keep_order"))
                : List.of();
    }

    /// Of a network.
    public static List<Problem> of(Network network, ApiVersion version) {
        boolean isAsked = new Words(network.specification().members()).has("enable_ipv4");
        return isAsked && !version.isAtLeast(1, 47)
                ? List.of(tooOld(47, version, Severity.DEGRADED).about("networks." + network.key() + ".enable_ipv4"))
                : List.of();
    }

    private void age() {
        since(43, "annotations", words.has("annotations"));
        Words check = words.words("healthcheck");
        since(44, "healthcheck.start_interval", check.has("start_interval"));
        if (check.has("start_interval") && !check.has("start_period") && version.isAtLeast(1, 44)) {
            leftOut("healthcheck.start_interval", "it counts during start_period, and there is none");
        }
    }

    private void attachments() {
        words.named("networks").forEach((key, network) -> {
            String path = "networks." + key + ".";
            since(48, path + "gw_priority", network.number("gw_priority") != 0);
            since(49, path + "interface_name", network.has("interface_name"));
        });
    }

    /// A daemon before API 1.44 knows one hardware address for the whole container.
    private void addresses() {
        String own = words.text("mac_address");
        List<String> order = Networking.byPriority(words);
        for (String key : order) {
            String address = words.words("networks").words(key).text("mac_address");
            boolean isFirst = key.equals(order.getFirst());
            if (!address.isEmpty() && isFirst && !own.isEmpty() && !own.equals(address)) {
                error(
                        "docker.mac-address",
                        "mac_address",
                        "this is another one than that of the network `" + key + "`",
                        "leave one of the two out");
            }
            since(44, "networks." + key + ".mac_address", !address.isEmpty() && !isFirst);
        }
        boolean isShared = !words.text("network_mode").isEmpty()
                && !words.text("network_mode").equals("bridge");
        if (isShared && !own.isEmpty() && version.isAtLeast(1, 44)) {
            leftOut("mac_address", "Docker has none for a container with this network_mode");
        }
    }

    private void volumes() {
        int at = 0;
        for (Words volume : words.list("volumes")) {
            String path = "volumes[" + at++ + "].";
            needed(48, path + "type", volume.text("type").equals("image"));
            needed(45, path + "volume.subpath", volume.words("volume").has("subpath"));
            Words bind = volume.words("bind");
            needed(44, path + "bind.recursive", bind.text("recursive").equals("readonly"));
            since(44, path + "bind.recursive", bind.text("recursive").equals("writable"));
            if (bind.has("selinux") && volume.text("type").equals("bind") && !Mounting.bindWillDo(volume)) {
                leftOut(path + "bind.selinux", "Docker has no label beside the other options of `bind`");
            }
        }
    }

    /// What only a swarm, Windows or another program has.
    private void kind() {
        Words deploy = words.words("deploy");
        Words reservations = deploy.words("resources").words("reservations");
        Words policy = deploy.words("restart_policy");
        swarm("deploy.mode", deploy.has("mode") && !deploy.text("mode").equals("replicated"));
        swarm("deploy.endpoint_mode", deploy.has("endpoint_mode"));
        swarm("deploy.placement", !deploy.words("placement").members().values().isEmpty());
        swarm("deploy.labels", deploy.has("labels"));
        swarm("deploy.resources.reservations.cpus", reservations.has("cpus"));
        swarm("deploy.resources.reservations.generic_resources", reservations.has("generic_resources"));
        for (String pause : new String[] {"delay", "window"}) {
            if (policy.has(pause)) {
                leftOut("deploy.restart_policy." + pause, "Docker has its own pauses between restarts");
            }
        }
        if (words.has("credential_spec")) {
            leftOut("credential_spec", "only Docker on Windows has it, and Docker Compose passes it over");
        }
        if (words.has("models")) {
            error("docker.models", "models", "Hauban runs no models", "run it with Docker Compose");
        }
    }

    private void keeping(Stack stack) {
        boolean isKept =
                service.extension().restartUnhealthy().orElse(stack.extension().restartUnhealthy());
        if (isKept && service.lifecycle().healthCheck().isPresent()) {
            leftOut(
                    "x-hauban.restart_unhealthy",
                    "on Docker it is restarted only while a command waits for it; nobody stays to do it later");
        }
    }

    private void swarm(String path, boolean isAsked) {
        if (isAsked) {
            leftOut(path, "only a swarm has it");
        }
    }

    /// Left out by an older daemon, without harm.
    private void since(int minor, String path, boolean isAsked) {
        if (isAsked && !version.isAtLeast(1, minor)) {
            problems.add(here(tooOld(minor, version, Severity.DEGRADED), path));
        }
    }

    /// Without it, the service would have something else than the file says.
    private void needed(int minor, String path, boolean isAsked) {
        if (isAsked && !version.isAtLeast(1, minor)) {
            problems.add(here(tooOld(minor, version, Severity.ERROR), path));
        }
    }

    private static Problem tooOld(int minor, ApiVersion version, Severity severity) {
        String what = severity == Severity.ERROR ? "" : ", and it is left out";
        return Problem.degraded(
                        "docker.daemon-too-old",
                        "this needs version 1." + minor + " of Docker's API; the daemon speaks " + version + what)
                .as(severity)
                .remedy("use Docker Engine " + ENGINES.get(minor) + " or newer");
    }

    private void leftOut(String path, String why) {
        problems.add(here(Problem.degraded("docker.left-out", "this is left out: " + why), path));
    }

    private void error(String code, String path, String message, String remedy) {
        problems.add(here(Problem.error(code, Actor.AUTHOR, message).remedy(remedy), path));
    }

    private Problem here(Problem problem, String path) {
        return problem.at(service.place()).about("services." + service.name() + "." + path);
    }
}
