package dev.hauban.backup;

import dev.hauban.json.Json;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Mount;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service as it is in its stack, but alone: with its program, its settings and its secrets; without network, ports,
/// name, others, and the project's data.
final class Alone {
    /// What would bring it together with others.
    private static final List<String> TIES = List.of(
            "container_name",
            "depends_on",
            "develop",
            "expose",
            "external_links",
            "extra_hosts",
            "healthcheck",
            "labels",
            "links",
            "mac_address",
            "networks",
            "ports",
            "post_start",
            "pre_stop",
            "profiles",
            "restart",
            "scale",
            "volumes_from");

    private final Stack stack;
    private final int number;

    /// @param stack that the services are from
    Alone(Stack stack) {
        this(stack, 1);
    }

    /// @param number of those that are there at the same time for one purpose; the same each time, so that what is left
    /// of one is found
    Alone(Stack stack, int number) {
        this.stack = stack;
        this.number = number;
    }

    /// For a proof.
    Stack forProof(Service service, List<String> data) {
        return stack("-proof", service, alone(service, service.program(), settings(service, data)));
    }

    /// The same, with its data in a folder of the engine's machine.
    Stack withData(Service service, List<String> data, Mount.Bind folder) {
        var mounts = new ArrayList<>(settings(service, data));
        mounts.add(folder);
        return stack("-beside", service, alone(service, service.program(), mounts));
    }

    /// Its image, doing nothing, as root, in a folder of the engine's machine.
    Stack idle(Service service, List<String> words, Mount.Bind folder) {
        Service.Program own = service.program();
        var program = new Service.Program(
                own.image(),
                own.build(),
                Optional.of(words),
                Optional.of(List.of()),
                Map.of(),
                Optional.of("0:0"),
                Optional.of(folder.target()),
                Optional.empty(),
                false,
                false,
                false);
        Service changed = alone(service, program, List.of(folder));
        var extension = new ServiceExtension(
                service.extension().localCommand().map(_ -> words), Optional.empty(), Optional.empty());
        Specification said = changed.specification()
                .with("entrypoint", Optional.of(Json.texts(words)))
                .with("command", Optional.of(Json.texts(List.of())))
                .with("environment", Optional.empty())
                .with("user", Optional.of(Json.text("0:0")))
                .with("working_dir", Optional.of(Json.text(folder.target())))
                .with("read_only", Optional.empty());
        return stack(
                "-mover",
                service,
                new Service(
                        changed.name(),
                        changed.configHash(),
                        changed.place(),
                        1,
                        program,
                        changed.attachments(),
                        changed.lifecycle(),
                        changed.limits(),
                        extension,
                        List.of(),
                        Map.of(),
                        said));
    }

    private Stack stack(String purpose, Service service, Service changed) {
        Stack empty = Stack.empty(new ProjectName(stack.name() + purpose + (number == 1 ? "" : "-" + number)));
        return new Stack(
                empty.name(),
                Map.of(service.name(), changed),
                List.of(),
                Map.of(),
                Map.of(),
                stack.configs(),
                stack.secrets(),
                Map.of(),
                empty.extension(),
                stack.origin());
    }

    private static Service alone(Service service, Service.Program program, List<Mount> mounts) {
        var attachments = new Service.Attachments(
                List.of(), List.of(), mounts, Map.of(), Optional.of("none"), Map.of(), List.of(), Optional.empty());
        var lifecycle = new Lifecycle(
                Map.of(),
                Optional.empty(),
                new RestartPolicy.Never(),
                service.lifecycle().stopSignal(),
                service.lifecycle().stopGrace());
        return new Service(
                service.name(),
                service.configHash(),
                service.place(),
                1,
                program,
                attachments,
                lifecycle,
                service.limits(),
                service.extension(),
                List.of(),
                Map.of(),
                specification(service, mounts));
    }

    /// Files and folders of the host that tell the program how to be, where it can't write; but not what its first
    /// start would run: all of that is in the copy.
    private static List<Mount> settings(Service service, List<String> data) {
        var settings = new ArrayList<Mount>();
        for (Mount mount : service.attachments().mounts()) {
            switch (mount) {
                case Mount.Bind bind -> {
                    boolean isData = data.stream().anyMatch(folder -> touches(folder, bind.target()));
                    if (!isData && !bind.target().startsWith("/docker-entrypoint-initdb.d")) {
                        settings.add(new Mount.Bind(bind.source(), bind.target(), true, false));
                    }
                }
                case Mount.Supplied supplied -> settings.add(supplied);
                case Mount.Temporary temporary -> settings.add(temporary);
                case Mount.Named _, Mount.Anonymous _, Mount.Foreign _ -> {}
            }
        }
        return settings;
    }

    private static boolean touches(String folder, String target) {
        return (folder + "/").startsWith(target + "/") || (target + "/").startsWith(folder + "/");
    }

    private static Specification specification(Service service, List<Mount> mounts) {
        Specification changed = service.specification();
        for (String tie : TIES) {
            changed = changed.with(tie, Optional.empty());
        }
        var volumes = new ArrayList<Json>();
        for (Mount mount : mounts) {
            if (mount instanceof Mount.Bind bind) {
                volumes.add(Json.object()
                        .with("type", "bind")
                        .with("source", bind.source().toString())
                        .with("target", bind.target())
                        .with("read_only", bind.isReadOnly())
                        .with(
                                "bind",
                                Json.object()
                                        .with("create_host_path", bind.createIfMissing())
                                        .build())
                        .build());
            }
        }
        return changed.with("network_mode", Optional.of(Json.text("none")))
                .with("volumes", volumes.isEmpty() ? Optional.empty() : Optional.of(Json.array(volumes)));
    }
}
