package dev.hauban.stack.text;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.problem.Place;
import dev.hauban.stack.Build;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Limits;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A service as JSON, and back.
final class ServiceText {
    private ServiceText() {}

    static Json write(Service service) {
        return Json.object()
                .with("hash", service.hash())
                .with("place", place(service.place()))
                .with("replicas", service.replicas())
                .with("program", program(service.program()))
                .with("attachments", AttachmentsText.write(service.attachments()))
                .with("lifecycle", LifecycleText.write(service.lifecycle()))
                .with("limits", limits(service.limits()))
                .with("extension", extension(service.extension()))
                .with("profiles", Json.texts(service.profiles()))
                .with("labels", Texts.strings(service.labels()))
                .with("specification", service.specification().members())
                .withOptional("hashed", service.specification().hashed())
                .build();
    }

    static Service read(ServiceName name, Json.Members members) throws MalformedJson {
        return new Service(
                name,
                ConfigHash.of(members.text("hash")),
                place(members.members("place")),
                Texts.integer(members, "replicas"),
                program(members.members("program")),
                AttachmentsText.read(members.members("attachments")),
                LifecycleText.read(members.members("lifecycle")),
                limits(members.members("limits")),
                extension(members.members("extension")),
                members.array("profiles").texts(),
                Texts.strings(members.members("labels")),
                specification(members));
    }

    private static Specification specification(Json.Members members) throws MalformedJson {
        Specification specification = Texts.specification(members);
        return members.find("hashed").isEmpty() ? specification : specification.hashed(members.members("hashed"));
    }

    private static Json place(Place place) {
        return Json.object()
                .with("file", place.file())
                .with("line", place.line())
                .with("column", place.column())
                .build();
    }

    private static Place place(Json.Members members) throws MalformedJson {
        return new Place(members.text("file"), Texts.integer(members, "line"), Texts.integer(members, "column"));
    }

    private static Json program(Service.Program program) {
        return Json.object()
                .withText("image", program.image().map(ImageReference::text))
                .withOptional("build", program.build().map(ServiceText::build))
                .withOptional("entrypoint", program.entrypoint().map(Json::texts))
                .withOptional("command", program.command().map(Json::texts))
                .with("environment", Texts.strings(program.environment()))
                .withText("user", program.user())
                .withText("workingDirectory", program.workingDirectory())
                .withText("hostname", program.hostname())
                .with("init", program.init())
                .with("terminal", program.terminal())
                .with("standardInput", program.standardInput())
                .build();
    }

    private static Service.Program program(Json.Members members) throws MalformedJson {
        return new Service.Program(
                members.findText("image").map(ImageReference::parse),
                members.find("build").isEmpty() ? Optional.empty() : Optional.of(build(members.members("build"))),
                words(members, "entrypoint"),
                words(members, "command"),
                Texts.strings(members.members("environment")),
                members.findText("user"),
                members.findText("workingDirectory"),
                members.findText("hostname"),
                members.bool("init"),
                members.bool("terminal"),
                members.bool("standardInput"));
    }

    private static Optional<List<String>> words(Json.Members members, String name) throws MalformedJson {
        return members.find(name).isEmpty()
                ? Optional.empty()
                : Optional.of(members.array(name).texts());
    }

    private static Json build(Build build) {
        return Json.object()
                .with("context", build.context().toString())
                .withText("dockerfile", build.dockerfile().map(Path::toString))
                .withText("inline", build.inline())
                .with("arguments", Texts.strings(build.arguments()))
                .withText("target", build.target())
                .build();
    }

    private static Build build(Json.Members members) throws MalformedJson {
        return new Build(
                Path.of(members.text("context")),
                members.findText("dockerfile").map(Path::of),
                members.findText("inline"),
                Texts.strings(members.members("arguments")),
                members.findText("target"));
    }

    private static Json limits(Limits limits) {
        MembersBuilder members = Json.object();
        limits.memory().ifPresent(memory -> members.with("memory", memory));
        limits.cpus().ifPresent(cpus -> members.with("cpus", Json.number(cpus)));
        limits.processes().ifPresent(processes -> members.with("processes", processes));
        return members.with(
                        "rlimits",
                        Texts.map(
                                limits.rlimits(),
                                rlimit -> Json.object()
                                        .with("soft", rlimit.soft())
                                        .with("hard", rlimit.hard())
                                        .build()))
                .build();
    }

    private static Limits limits(Json.Members members) throws MalformedJson {
        Map<String, Limits.Rlimit> rlimits = new LinkedHashMap<>(Texts.map(
                members.members("rlimits"),
                (_, rlimit) -> new Limits.Rlimit(rlimit.wholeNumber("soft"), rlimit.wholeNumber("hard"))));
        return new Limits(
                number(members, "memory"),
                members.find("cpus").isEmpty() ? Optional.empty() : Optional.of(members.decimal("cpus")),
                number(members, "processes"),
                rlimits);
    }

    private static OptionalLong number(Json.Members members, String name) throws MalformedJson {
        return members.find(name).isEmpty() ? OptionalLong.empty() : OptionalLong.of(members.wholeNumber(name));
    }

    private static Json extension(ServiceExtension extension) {
        return Json.object()
                .withOptional("localCommand", extension.localCommand().map(Json::texts))
                .withOptional("restartUnhealthy", extension.restartUnhealthy().map(Json::bool))
                .withText("category", extension.category())
                .build();
    }

    private static ServiceExtension extension(Json.Members members) throws MalformedJson {
        return new ServiceExtension(
                words(members, "localCommand"),
                Texts.findBool(members, "restartUnhealthy"),
                members.findText("category"));
    }
}
