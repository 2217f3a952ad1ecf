package dev.hauban.engine.docker.translate;

import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that we would say to the daemon of a golden case, in the form that a recording has.
final class Said {
    private final GoldenCase golden;
    private final Stack stack;
    private final List<Json> requests = new ArrayList<>();
    private final Map<String, Json.Members> bodies = new LinkedHashMap<>();

    Said(GoldenCase golden, Stack stack) {
        this.golden = golden;
        this.stack = stack;
    }

    Json.Array all() throws IOException, MalformedJson {
        for (Network network : stack.networks().values()) {
            if (!network.isExternal()) {
                request(
                        "POST /networks/create",
                        NetworkBody.of(stack.name(), network, version()).json());
            }
        }
        for (Volume volume : stack.volumes().values()) {
            if (!volume.isExternal()) {
                request(
                        "POST /volumes/create",
                        VolumeBody.of(stack.name(), volume).json());
            }
        }
        for (List<String> command : golden.commands()) {
            for (Service service : stack.services().values()) {
                for (int number = 1; number <= service.replicas(); number++) {
                    container(service, number, command);
                }
            }
        }
        requests.sort((one, other) -> one.compact().compareTo(other.compact()));
        return new Json.Array(requests);
    }

    private void container(Service service, int number, List<String> command) throws IOException, MalformedJson {
        ContainerIdentity identity = identity(service, number, command);
        if (identity instanceof ContainerIdentity.Replacing
                || command.equals(golden.commands().getFirst())) {
            ContainerBody body = ContainerBody.of(stack, service, identity, circumstances(service));
            String platform = body.platform().map(text -> "&platform=" + text).orElse("");
            bodies.put(body.name(), body.json());
            request("POST /containers/create?name=" + body.name() + platform, body.json());
            for (ContainerBody.Connection connection : body.connections()) {
                request(
                        "POST /networks/" + connection.network() + "/connect",
                        connection.json(Fakes.container(body.name())));
            }
        }
        if (command.contains("up")) {
            start(service, name(service, number));
        }
    }

    private void start(Service service, String name) throws IOException {
        for (SuppliedFile file : SuppliedFile.toCopy(stack, service, "{\n\t\"auths\": {}\n}")) {
            requests.add(Json.object()
                    .with("request", "PUT /containers/" + name + "/archive")
                    .with("files", Fakes.files(archive(file)))
                    .build());
        }
        for (Hook hook : Hook.afterStart(service)) {
            request("POST /containers/" + name + "/exec", hook.json(false));
        }
    }

    private byte[] archive(SuppliedFile file) throws IOException {
        byte[] content = file.source() instanceof FileSource.FromFile(java.nio.file.Path path)
                ? Files.readAllBytes(new GoldenFiles(golden.place(), golden.folder()).real(path.toString()))
                : file.content().orElseThrow().getBytes(StandardCharsets.UTF_8);
        Mount.Supplied mount = file.mount();
        return new TarArchive(Instant.EPOCH)
                .with(
                        new TarArchive.Entry(
                                file.target(),
                                file.mode(),
                                mount.owner().map(Long::parseLong).orElse(0L),
                                mount.group().map(Long::parseLong).orElse(0L)),
                        content)
                .bytes();
    }

    private ContainerIdentity identity(Service service, int number, List<String> command) throws MalformedJson {
        if (!command.contains("--force-recreate") || bodies.isEmpty()) {
            return new ContainerIdentity.Numbered(number);
        }
        String name = name(service, number);
        var mounts = new ArrayList<ContainerIdentity.OldMount>();
        for (Json mount : Fakes.mounts(java.util.Objects.requireNonNull(bodies.get(name)), image(service))) {
            var words = new Words((Json.Members) mount);
            mounts.add(new ContainerIdentity.OldMount(
                    words.text("Type"),
                    words.text("Type").equals("volume") ? words.text("Name") : words.text("Source"),
                    words.text("Destination"),
                    !words.flag("RW")));
        }
        return new ContainerIdentity.Replacing(
                number, Fakes.container(name), command.contains("-V") ? List.of() : mounts);
    }

    private String name(Service service, int number) {
        return service.attachments().containerName().orElse(stack.name() + "-" + service.name() + "-" + number);
    }

    private Json.Members image(Service service) {
        var declared = Json.object();
        golden.play()
                .imageVolumes()
                .getOrDefault(imageName(service), List.of())
                .forEach(path -> declared.with(path, Json.object().build()));
        return Json.object()
                .with("Config", Json.object().with("Volumes", declared.build()).build())
                .build();
    }

    private String imageName(Service service) {
        return service.program().image().map(reference -> reference.text()).orElse(stack.name() + "-" + service.name());
    }

    private Circumstances circumstances(Service service) throws IOException {
        var profiles = new LinkedHashMap<String, String>();
        for (String profile : SecurityOptions.profiles(stack, service)) {
            profiles.put(profile, Files.readString(new GoldenFiles(golden.place(), golden.folder()).real(profile)));
        }
        var image = new Circumstances.Image(
                Fakes.image(imageName(service)),
                golden.play().imageVolumes().getOrDefault(imageName(service), List.of()));
        return new Circumstances(
                version(),
                new Circumstances.Machine(
                        Proxies.of(golden.configuration(), "none"),
                        Optional.ofNullable(golden.environment().get("DOCKER_DEFAULT_PLATFORM")),
                        profiles),
                Optional.of(image),
                containers());
    }

    private Map<ServiceName, List<Circumstances.Container>> containers() {
        var containers = new LinkedHashMap<ServiceName, List<Circumstances.Container>>();
        for (Service service : stack.services().values()) {
            var own = new ArrayList<Circumstances.Container>();
            for (int number = 1; number <= service.replicas(); number++) {
                String name = name(service, number);
                own.add(new Circumstances.Container(Fakes.container(name), name));
            }
            containers.put(service.name(), own);
        }
        return containers;
    }

    private ApiVersion version() {
        String[] parts = golden.play().version().split("\\.");
        return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private void request(String request, Json.Members body) {
        requests.add(Json.object()
                .with("request", request)
                .with("body", Normal.of(body))
                .build());
    }
}
