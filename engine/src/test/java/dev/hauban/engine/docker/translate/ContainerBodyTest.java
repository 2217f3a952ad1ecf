package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What no recording can show: containers for single commands, where we go further than Docker Compose, and mistakes.
class ContainerBodyTest {
    private static final String SLUG = "0123456789abcdef".repeat(4);

    @Test
    void a_container_for_a_single_command_stands_beside_the_others() {
        Stack stack = Stacks.of("""
                name: shop
                services:
                  web: {image: web, container_name: the-web, restart: always, networks: {default: {aliases: [www]}}}
                """);
        var identity =
                new ContainerIdentity.OneOff(SLUG, Optional.empty(), new ContainerIdentity.Manner(false, true, true));
        ContainerBody body = ContainerBody.of(stack, Stacks.service(stack, "web"), identity, Stacks.alone(Stacks.NEW));
        assertThat(body.name()).isEqualTo("shop-web-run-0123456789ab");
        var words = new Words(body.json());
        assertThat(words.flag("AttachStdin")).isTrue();
        assertThat(words.words("HostConfig").flag("AutoRemove")).isTrue();
        assertThat(words.words("HostConfig").has("RestartPolicy")).isFalse();
        assertThat(words.strings("Labels"))
                .containsEntry("com.docker.compose.oneoff", "True")
                .containsEntry("com.docker.compose.slug", SLUG)
                .doesNotContainKey("com.docker.compose.container-number");
        assertThat(aliases(words)).containsExactly("shop-web-run-0123456789ab");

        var named = new ContainerIdentity.OneOff(
                SLUG, Optional.of("mine"), new ContainerIdentity.Manner(true, false, false));
        ContainerBody other = ContainerBody.of(stack, Stacks.service(stack, "web"), named, Stacks.alone(Stacks.NEW));
        assertThat(other.name()).isEqualTo("mine");
        assertThat(aliases(new Words(other.json()))).containsExactly("mine", "web", "www");
    }

    private static List<String> aliases(Words body) {
        return body.words("NetworkingConfig")
                .words("EndpointsConfig")
                .words("shop_default")
                .texts("Aliases");
    }

    @Test
    void volumes_of_others_stay_read_only_where_the_file_says_so() {
        Stack stack = Stacks.of("""
                services:
                  first: {image: a, volumes: [/a]}
                  second: {image: a, volumes_from: ["first:ro", "container:other:ro"]}
                """);
        assertThat(host(stack, "second", Stacks.NEW).texts("VolumesFrom"))
                .containsExactly("id-of-first:ro", "other:ro");
    }

    @Test
    void dockers_own_network_gets_the_hardware_address_too() {
        Stack stack = Stacks.of("""
                services:
                  web: {image: a, network_mode: bridge, mac_address: "02:42:ac:11:00:05"}
                """);
        assertThat(body(stack, "web", Stacks.NEW)
                        .words("NetworkingConfig")
                        .words("EndpointsConfig")
                        .words("bridge")
                        .text("MacAddress"))
                .isEqualTo("02:42:ac:11:00:05");
        assertThat(body(stack, "web", Stacks.OLD).text("MacAddress")).isEqualTo("02:42:ac:11:00:05");
    }

    @Test
    void an_old_daemon_gets_the_address_of_the_first_network_for_the_whole_container() {
        Stack stack = Stacks.of("""
                services:
                  web:
                    image: a
                    networks: {a: {mac_address: "02:42:ac:11:00:05"}, b: {mac_address: "02:42:ac:11:00:06", interface_name: eth5}}
                networks: {a: , b: }
                """);
        ContainerBody old = ContainerBody.of(
                stack, Stacks.service(stack, "web"), new ContainerIdentity.Numbered(1), Stacks.alone(Stacks.OLD));
        assertThat(new Words(old.json()).text("MacAddress")).isEqualTo("02:42:ac:11:00:05");
        assertThat(old.connections()).hasSize(1);
        assertThat(old.connections().getFirst().network()).isEqualTo("work_b");
        assertThat(old.connections().getFirst().json("id").compact())
                .isEqualTo("{\"Container\":\"id\",\"EndpointConfig\":{\"Aliases\":[\"work-web-1\",\"web\"]}}");
        assertThat(body(stack, "web", Stacks.NEW)
                        .words("NetworkingConfig")
                        .words("EndpointsConfig")
                        .words("work_b")
                        .strings("DriverOpts"))
                .containsEntry("com.docker.network.endpoint.ifname", "eth5");
    }

    @Test
    void an_interval_that_would_make_docker_stumble_is_left_out() {
        Stack stack = Stacks.of("""
                services:
                  web: {image: a, healthcheck: {test: "true", start_interval: 1s}}
                  api: {image: a, healthcheck: {test: "true", start_interval: 1s, start_period: 5s}}
                """);
        assertThat(body(stack, "web", Stacks.NEW).words("Healthcheck").has("StartInterval"))
                .isFalse();
        assertThat(body(stack, "api", Stacks.NEW).words("Healthcheck").number("StartInterval"))
                .isEqualTo(1_000_000_000L);
        assertThat(body(stack, "api", Stacks.OLD).words("Healthcheck").has("StartInterval"))
                .isFalse();
    }

    @Test
    void a_namespace_of_a_service_without_container_is_told() {
        Stack stack = Stacks.of("""
                services:
                  web: {image: a}
                  beside: {image: a, network_mode: "service:web"}
                """);
        assertThatThrownBy(() -> ContainerBody.of(
                        stack,
                        Stacks.service(stack, "beside"),
                        new ContainerIdentity.Numbered(1),
                        Stacks.alone(Stacks.NEW)))
                .isInstanceOf(ProblemException.class)
                .hasMessage("""
                        compose.yaml:3:3: `beside` shares something of `web`, which has no container
                          start `web` as well""");
    }

    @Test
    void a_seccomp_profile_that_is_none_is_told() {
        Stack stack = Stacks.of("""
                services:
                  web: {image: a, security_opt: ["seccomp=./profile.json"]}
                """);
        assertThat(SecurityOptions.profiles(stack, Stacks.service(stack, "web")))
                .containsExactly("/work/./profile.json");
        assertThatThrownBy(() -> body(stack, "web", Stacks.NEW))
                .hasMessage("compose.yaml:2:3: services.web.security_opt: there is no seccomp profile"
                        + " /work/./profile.json");
        var machine = new Circumstances.Machine(
                Map.of(), Optional.empty(), Map.of("/work/./profile.json", "{\n  \"a\": \n }"));
        var circumstances = new Circumstances(Stacks.NEW, machine, Optional.empty(), Map.of());
        assertThatThrownBy(() -> ContainerBody.of(
                        stack, Stacks.service(stack, "web"), new ContainerIdentity.Numbered(1), circumstances))
                .hasMessageStartingWith("compose.yaml:2:3: services.web.security_opt: the seccomp profile"
                        + " /work/./profile.json is not JSON:");
    }

    @Test
    void the_hash_follows_the_container_that_is_referred_to() {
        Stack stack = Stacks.of("""
                services:
                  web: {image: a}
                  beside: {image: a, network_mode: "service:web"}
                """);
        var beside = Stacks.service(stack, "beside");
        String one = References.hash(beside, with("web", "id-1"));
        assertThat(References.hash(beside, with("web", "id-2")))
                .isNotEqualTo(one)
                .isNotEqualTo(beside.hash());
        var web = Stacks.service(stack, "web");
        assertThat(References.hash(web, Stacks.alone(Stacks.NEW))).isEqualTo(web.hash());
    }

    private static Circumstances with(String service, String id) {
        return new Circumstances(
                Stacks.NEW,
                Circumstances.Machine.bare(),
                Optional.empty(),
                Map.of(new ServiceName(service), List.of(new Circumstances.Container(id, "work-" + service + "-1"))));
    }

    private static Words body(Stack stack, String service, ApiVersion version) {
        return new Words(ContainerBody.of(
                        stack, Stacks.service(stack, service), new ContainerIdentity.Numbered(1), Stacks.alone(version))
                .json());
    }

    private static Words host(Stack stack, String service, ApiVersion version) {
        var circumstances = new Circumstances(
                version,
                Circumstances.Machine.bare(),
                Optional.empty(),
                Map.of(new ServiceName("first"), List.of(new Circumstances.Container("id-of-first", "work-first-1"))));
        return new Words(ContainerBody.of(
                                stack, Stacks.service(stack, service), new ContainerIdentity.Numbered(1), circumstances)
                        .json())
                .words("HostConfig");
    }
}
