package dev.hauban.stack.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Place;
import dev.hauban.stack.BackupWish;
import dev.hauban.stack.Build;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Limits;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Origin;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceExtension;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import dev.hauban.stack.StackExtension;
import dev.hauban.stack.Volume;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StackDocumentTest {
    @Test
    void a_stack_that_says_everything_survives() throws MalformedJson {
        assertThat(StackDocument.read(StackDocument.write(everything()))).isEqualTo(everything());
    }

    @Test
    void a_stack_that_says_nothing_survives() throws MalformedJson {
        Stack empty = Stack.empty(new ProjectName("shop"));
        assertThat(StackDocument.read(StackDocument.write(empty))).isEqualTo(empty);
    }

    @Test
    void every_variant_of_a_closed_choice_survives() throws MalformedJson {
        for (RestartPolicy policy : List.of(
                new RestartPolicy.Never(),
                new RestartPolicy.Always(),
                new RestartPolicy.UnlessStopped(),
                new RestartPolicy.OnFailure(OptionalInt.empty()))) {
            for (HealthCheck.Test test : List.of(
                    new HealthCheck.Test.Command(List.of("a", "")),
                    new HealthCheck.Test.Shell("a | b"),
                    new HealthCheck.Test.None(),
                    new HealthCheck.Test.Inherited())) {
                Stack stack = with(policy, test);
                assertThat(StackDocument.read(StackDocument.write(stack))).isEqualTo(stack);
            }
        }
    }

    @Test
    void the_order_of_services_survives() throws MalformedJson {
        Stack stack = everything();
        assertThat(StackDocument.read(StackDocument.write(stack)).services().keySet())
                .containsExactlyElementsOf(stack.services().keySet());
    }

    /// Guards the sample: a component that is empty in it could be forgotten without any test failing.
    @Test
    void the_sample_leaves_no_component_empty() throws ReflectiveOperationException {
        Set<String> seen = new TreeSet<>();
        Set<String> filled = new TreeSet<>();
        look(everything(), seen, filled);
        assertThat(seen).hasSizeGreaterThan(60);
        seen.removeAll(filled);
        assertThat(seen).isEmpty();
    }

    /// A project that runs was written by the version before.
    @Test
    void a_text_from_before_there_were_specifications_is_read() throws MalformedJson {
        Json.Members whole = JsonReader.readObject(StackDocument.write(everything()));
        Json.Members older = without(whole, Set.of("specification", "hashed", "origin"));
        for (String kind : List.of("networks", "volumes")) {
            older = with(older, kind, without(older.members(kind), Set.of("hash")));
        }
        Stack stack = StackDocument.read(older.compact());
        assertThat(stack.origin()).isEqualTo(Origin.none());
        assertThat(stack.services().get(new ServiceName("web")).specification()).isEqualTo(Specification.empty());
        assertThat(stack.networks().get("front").specification()).isEqualTo(Specification.empty());
        assertThat(stack.volumes().get("data").specification()).isEqualTo(Specification.empty());
        assertThat(stack.services().get(new ServiceName("web")).labels()).isEqualTo(web().labels());
    }

    private static Json.Members with(Json.Members members, String name, Json value) {
        var changed = new LinkedHashMap<>(members.values());
        changed.put(name, value);
        return new Json.Members(changed);
    }

    private static Json.Members without(Json.Members members, Set<String> names) {
        var left = new LinkedHashMap<String, Json>();
        members.values().forEach((name, value) -> {
            if (!names.contains(name)) {
                left.put(name, value instanceof Json.Members inner ? without(inner, names) : value);
            }
        });
        return new Json.Members(left);
    }

    @Test
    void a_text_that_is_no_stack_is_refused() {
        assertThatThrownBy(() -> StackDocument.read("{}")).isInstanceOf(MalformedJson.class);
        String text = StackDocument.write(everything());
        assertThatThrownBy(() -> StackDocument.read(text.replace("\"target\":3000", "\"target\":0")))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("not a port");
        assertThatThrownBy(() -> StackDocument.read(text.replace("\"kind\":\"bind\"", "\"kind\":\"bond\"")))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("bond");
        assertThatThrownBy(() -> StackDocument.read(text.substring(0, text.length() / 2)))
                .isInstanceOf(MalformedJson.class);
    }

    private static void look(Object value, Set<String> seen, Set<String> filled) throws ReflectiveOperationException {
        switch (value) {
            case Optional<?> optional when optional.isPresent() -> look(optional.get(), seen, filled);
            case Collection<?> collection -> {
                for (Object item : collection) {
                    look(item, seen, filled);
                }
            }
            case Map<?, ?> map -> look(map.values(), seen, filled);
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    Object inner = component.getAccessor().invoke(record);
                    String name = record.getClass().getName() + "." + component.getName();
                    seen.add(name);
                    if (!isEmpty(inner)) {
                        filled.add(name);
                    }
                    look(inner, seen, filled);
                }
            }
            default -> {}
        }
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case OptionalLong optional -> optional.isEmpty();
            case OptionalInt optional -> optional.isEmpty();
            case Collection<?> collection -> collection.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Specification specification -> specification.members().values().isEmpty();
            case Boolean flag -> !flag;
            case Integer number -> number == 0;
            default -> false;
        };
    }

    private static Stack with(RestartPolicy policy, HealthCheck.Test test) {
        Stack all = everything();
        Service web = all.services().get(new ServiceName("web"));
        HealthCheck check = web.lifecycle().healthCheck().orElseThrow();
        var lifecycle = new Lifecycle(
                Map.of(),
                Optional.of(
                        new HealthCheck(test, check.interval(), check.timeout(), 1, Duration.ZERO, Optional.empty())),
                policy,
                Optional.empty(),
                Duration.ofMillis(1));
        Service changed = new Service(
                web.name(),
                ConfigHash.of(web.hash()),
                web.place(),
                1,
                web.program(),
                web.attachments(),
                lifecycle,
                Limits.none(),
                ServiceExtension.none(),
                List.of(),
                Map.of(),
                Specification.empty());
        return new Stack(
                all.name(),
                Map.of(web.name(), changed),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                StackExtension.none(),
                Origin.none());
    }

    private static Stack everything() {
        var services = new LinkedHashMap<ServiceName, Service>();
        services.put(new ServiceName("web"), web());
        services.put(new ServiceName("api"), web());
        services.replaceAll((name, service) -> new Service(
                name,
                ConfigHash.of(service.hash()),
                service.place(),
                service.replicas(),
                service.program(),
                service.attachments(),
                service.lifecycle(),
                service.limits(),
                service.extension(),
                service.profiles(),
                service.labels(),
                service.specification()));
        return new Stack(
                new ProjectName("shop"),
                services,
                List.of(new ServiceName("debug")),
                Map.of(
                        "front",
                        new Network(
                                "front",
                                "shop_front",
                                ConfigHash.of("abc"),
                                true,
                                true,
                                Optional.of("bridge"),
                                List.of(new Network.Subnet("172.20.0.0/16", Optional.of("172.20.0.1"))),
                                Map.of("a", "b"),
                                specification("attachable"))),
                Map.of(
                        "data",
                        new Volume(
                                "data",
                                "shop_data",
                                ConfigHash.of("def"),
                                true,
                                Optional.of("local"),
                                Map.of("type", "none"),
                                Map.of("c", ""),
                                specification("driver"))),
                Map.of("nginx", new FileSource.Inline("a\nb \"ü\""), "kept", new FileSource.External("theirs")),
                Map.of(
                        "key", new FileSource.FromFile(Path.of("/run/key")),
                        "token", new FileSource.FromEnvironment("TOKEN", Optional.of("s3cret"))),
                Map.of("all", List.of(new ServiceName("web"), new ServiceName("api"))),
                new StackExtension(
                        Optional.of("local"),
                        true,
                        true,
                        new BackupWish(
                                Optional.of("/srv"),
                                List.of("cache"),
                                new BackupWish.Keep(1, 7, 4, 6),
                                List.of("age1x"))),
                new Origin(
                        Optional.of(Path.of("/src/shop")),
                        List.of("/src/shop/compose.yaml", "-"),
                        List.of(Path.of("/src/shop/.env")),
                        true));
    }

    private static Specification specification(String word) {
        return Specification.of(Json.object()
                .with(word, Json.texts(List.of("ALL", "")))
                .with("entrypoint", Json.none())
                .with("cpus", new Json.Number("0.50"))
                .build());
    }

    private static Service web() {
        return new Service(
                new ServiceName("web"),
                ConfigHash.of("abc"),
                new Place("compose.yaml", 3, 5),
                2,
                new Service.Program(
                        Optional.of(ImageReference.parse("registry.example:5000/a/b:1@sha256:00")),
                        Optional.of(new Build(
                                Path.of("/src"),
                                Optional.of(Path.of("/src/Dockerfile")),
                                Optional.of("FROM scratch"),
                                Map.of("VERSION", "1"),
                                Optional.of("run"))),
                        Optional.of(List.of("sh")),
                        Optional.of(List.of("-c", "")),
                        Map.of("A", "", "B", "x=y"),
                        Optional.of("1001:1001"),
                        Optional.of("/app"),
                        Optional.of("host"),
                        true,
                        true,
                        true),
                new Service.Attachments(
                        List.of(new PortMapping(Optional.of("127.0.0.1"), Optional.of("8000-8010"), 3000, "udp")),
                        List.of("3000"),
                        List.of(
                                new Mount.Named("data", "/data", true, Optional.of("sub")),
                                new Mount.Anonymous("/cache", true),
                                new Mount.Bind(Path.of("/etc/x"), "/x", true, true),
                                new Mount.Temporary("/tmp", Optional.of(64L), Optional.of(0_1777)),
                                new Mount.Foreign("image", "/image", true),
                                new Mount.Supplied(
                                        Mount.Kind.CONFIG,
                                        "nginx",
                                        "/etc/nginx.conf",
                                        Optional.of("1"),
                                        Optional.of("2"),
                                        Optional.of(0_440)),
                                new Mount.Supplied(
                                        Mount.Kind.SECRET,
                                        "key",
                                        "/run/secrets/key",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        Map.of(
                                "front",
                                new NetworkAttachment(
                                        List.of("www"), Optional.of("172.20.0.9"), Optional.of("fd00::9"), 7)),
                        Optional.of("service:api"),
                        Map.of("db", List.of("10.0.0.1", "::1")),
                        List.of("9.9.9.9"),
                        Optional.of("web-1")),
                new Lifecycle(
                        Map.of(new ServiceName("api"), new Dependency(Dependency.Condition.HEALTHY, true, true)),
                        Optional.of(new HealthCheck(
                                new HealthCheck.Test.Command(List.of("curl", "-f", "http://localhost")),
                                Duration.ofSeconds(3),
                                Duration.ofMillis(2500),
                                5,
                                Duration.ofMinutes(1),
                                Optional.of(Duration.ofNanos(1)))),
                        new RestartPolicy.OnFailure(OptionalInt.of(3)),
                        Optional.of("SIGQUIT"),
                        Duration.ofSeconds(90)),
                new Limits(
                        OptionalLong.of(512 << 20),
                        Optional.of(0.5),
                        OptionalLong.of(100),
                        Map.of("nofile", new Limits.Rlimit(1024, -1))),
                new ServiceExtension(
                        Optional.of(List.of("java", "-jar")), Optional.of(true), Optional.of("application")),
                List.of("debug"),
                Map.of("label", "value"),
                specification("cap_add")
                        .hashed(Json.object().with("ipc", "service:api").build()));
    }
}
