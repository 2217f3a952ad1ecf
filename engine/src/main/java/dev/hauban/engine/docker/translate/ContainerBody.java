package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is said to a daemon to make one container.
///
/// @param name what it is called at first: [#finalName] once it has taken another one's place
/// @param finalName what it is called in the end
/// @param platform what the image has to be for
/// @param json for `POST /containers/create`
/// @param connections what has to be said then, before it starts, in this order
public record ContainerBody(
        String name, String finalName, Optional<String> platform, Json.Members json, List<Connection> connections) {
    public ContainerBody {
        connections = List.copyOf(connections);
    }

    /// One more network, for `POST /networks/{network}/connect`.
    ///
    /// @param network its name
    public record Connection(String network, Json.Members endpoint) {
        public Json.Members json(String container) {
            return Json.object()
                    .with("Container", container)
                    .with("EndpointConfig", endpoint)
                    .build();
        }
    }

    /// @throws dev.hauban.problem.ProblemException if there is no container of a service that this one shares something
    ///     with, or a seccomp profile is none
    public static ContainerBody of(
            Stack stack, Service service, ContainerIdentity identity, Circumstances circumstances) {
        var subject = new Subject(stack, service, identity, circumstances);
        var networking = new Networking(subject);
        return new ContainerBody(
                subject.nameAtFirst(),
                subject.name(),
                subject.words().find("platform").or(circumstances.machine()::platform),
                body(subject, networking),
                networking.connections());
    }

    private static Json.Members body(Subject subject, Networking networking) {
        Words words = subject.words();
        boolean attachesInput =
                subject.oneOff().map(ContainerIdentity.Manner::attachesInput).orElse(false);
        var fields = new Fields()
                .text("Hostname", words.text("hostname"))
                .text("Domainname", words.text("domainname"))
                .text("User", words.text("user"))
                .flag("AttachStdin", attachesInput)
                .flag("AttachStdout", true)
                .flag("AttachStderr", true)
                .flag("Tty", words.flag("tty"))
                .flag("OpenStdin", words.flag("stdin_open"))
                .flag("StdinOnce", attachesInput && words.flag("stdin_open"))
                .texts("Env", environment(subject))
                .text("Image", subject.image())
                .text("WorkingDir", words.text("working_dir"))
                .flag("NetworkDisabled", words.text("network_mode").equals("disabled"))
                .text("MacAddress", networking.macAddress())
                .strings("Labels", ComposeLabels.container(subject, hash(subject)))
                .text("StopSignal", words.text("stop_signal"))
                .object("Healthcheck", HealthPart.of(words, subject.around().version()))
                .object("ExposedPorts", Ports.exposed(words))
                .object("HostConfig", HostPart.of(subject, networking))
                .object("NetworkingConfig", networking.atFirst());
        // An empty list is something else than none: it clears what the image has.
        words.members().find("command").ifPresent(command -> fields.json("Cmd", command));
        words.members().find("entrypoint").ifPresent(entrypoint -> fields.json("Entrypoint", entrypoint));
        stopTimeout(words).ifPresent(seconds -> fields.json("StopTimeout", Json.number(seconds)));
        return fields.build();
    }

    /// Nobody compares the hash of a container for a single command.
    private static String hash(Subject subject) {
        return subject.oneOff().isPresent()
                ? subject.service().hash()
                : References.hash(subject.service(), subject.around());
    }

    /// Docker's own variables, then the service's; one without a value takes away what the image has.
    private static List<String> environment(Subject subject) {
        var variables = new java.util.TreeMap<>(subject.around().machine().proxies());
        var environment = new ArrayList<String>();
        Json.Members own = subject.words().words("environment").members();
        own.values().keySet().forEach(variables::remove);
        variables.forEach((name, value) -> environment.add(name + "=" + value));
        own.values()
                .forEach((name, value) ->
                        environment.add(value instanceof Json.Null ? name : name + "=" + Words.text(value)));
        return environment;
    }

    /// Whole seconds are all that a daemon knows.
    private static OptionalInt stopTimeout(Words words) {
        return words.has("stop_grace_period")
                ? OptionalInt.of(Math.toIntExact(
                        Spans.of(words.text("stop_grace_period")).toSeconds()))
                : OptionalInt.empty();
    }
}
