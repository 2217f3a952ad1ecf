package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitationsTest {
    @Test
    void an_ordinary_service_has_none_on_any_daemon() {
        String plain = """
                services:
                  web:
                    image: web
                    ports: ["80:80"]
                    volumes: ["data:/data", "./a:/a", /b]
                    secrets: [key]
                    networks: {front: {aliases: [www]}}
                    healthcheck: {test: "true", start_period: 5s}
                    deploy: {replicas: 2, resources: {limits: {cpus: "1", memory: 5M}}, restart_policy: {condition: any}}
                networks: {front: {enable_ipv6: true}}
                volumes: {data: }
                secrets: {key: {file: ./key}}
                """;
        assertThat(said(plain, Stacks.OLD)).isEmpty();
        assertThat(said(plain, Stacks.NEW)).isEmpty();
    }

    @Test
    void what_an_old_daemon_lacks_is_left_out_and_said() {
        String young = """
                services:
                  web:
                    image: web
                    annotations: {a: b}
                    healthcheck: {test: "true", start_period: 5s, start_interval: 1s}
                    volumes: [{type: bind, source: /a, target: /a, read_only: true, bind: {recursive: writable}}]
                    networks:
                      back: {priority: 5, mac_address: "02:42:ac:11:00:05"}
                      front: {gw_priority: 5, interface_name: eth5, mac_address: "02:42:ac:11:00:06"}
                networks: {front: {enable_ipv4: false, enable_ipv6: true}, back: }
                """;
        assertThat(said(young, Stacks.OLD)).containsExactly("""
                degraded: networks.front.enable_ipv4: this needs version 1.47 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 27.2 or newer""", """
                compose.yaml:2:3: degraded: services.web.annotations: this needs version 1.43 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 24 or newer""", """
                compose.yaml:2:3: degraded: services.web.healthcheck.start_interval: this needs version 1.44 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 25 or newer""", """
                compose.yaml:2:3: degraded: services.web.networks.front.gw_priority: this needs version 1.48 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 28 or newer""", """
                compose.yaml:2:3: degraded: services.web.networks.front.interface_name: this needs version 1.49 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 28.1 or newer""", """
                compose.yaml:2:3: degraded: services.web.networks.front.mac_address: this needs version 1.44 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 25 or newer""", """
                compose.yaml:2:3: degraded: services.web.volumes[0].bind.recursive: this needs version 1.44 of Docker's API; the daemon speaks 1.41, and it is left out
                  use Docker Engine 25 or newer""");
        assertThat(said(young, Stacks.NEW)).isEmpty();
    }

    @Test
    void what_would_be_something_else_without_it_is_an_error() {
        String young = """
                services:
                  web:
                    image: web
                    volumes:
                      - {type: image, source: other, target: /image}
                      - {type: volume, source: data, target: /data, volume: {subpath: a}}
                      - {type: bind, source: /a, target: /a, read_only: true, bind: {recursive: readonly}}
                volumes: {data: }
                """;
        assertThat(said(young, Stacks.OLD)).containsExactly("""
                compose.yaml:2:3: services.web.volumes[0].type: this needs version 1.48 of Docker's API; the daemon speaks 1.41
                  use Docker Engine 28 or newer""", """
                compose.yaml:2:3: services.web.volumes[1].volume.subpath: this needs version 1.45 of Docker's API; the daemon speaks 1.41
                  use Docker Engine 26 or newer""", """
                compose.yaml:2:3: services.web.volumes[2].bind.recursive: this needs version 1.44 of Docker's API; the daemon speaks 1.41
                  use Docker Engine 25 or newer""");
        assertThat(said(young, Stacks.NEW)).isEmpty();
    }

    @Test
    void what_no_docker_has_is_said() {
        assertThat(said("""
                services:
                  web:
                    image: web
                    mac_address: "02:42:ac:11:00:05"
                    network_mode: host
                    credential_spec: {file: a.json}
                    healthcheck: {test: "true", start_interval: 1s}
                    volumes: [{type: bind, source: /a, target: /a, bind: {selinux: z, propagation: shared}}]
                    deploy:
                      mode: global
                      endpoint_mode: dnsrr
                      labels: {a: b}
                      placement: {constraints: [a]}
                      restart_policy: {delay: 5s, window: 5s}
                      resources: {reservations: {cpus: "1", generic_resources: [{discrete_resource_spec: {kind: a, value: 1}}]}}
                """, Stacks.NEW)).containsExactly("""
                compose.yaml:2:3: degraded: services.web.healthcheck.start_interval: this is left out: it counts during start_period, and there is none""", """
                compose.yaml:2:3: degraded: services.web.mac_address: this is left out: Docker has none for a container with this network_mode""", """
                compose.yaml:2:3: degraded: services.web.volumes[0].bind.selinux: this is left out: Docker has no label beside the other options of `bind`""", """
                compose.yaml:2:3: degraded: services.web.deploy.mode: this is left out: only a swarm has it""", """
                compose.yaml:2:3: degraded: services.web.deploy.endpoint_mode: this is left out: only a swarm has it""", """
                compose.yaml:2:3: degraded: services.web.deploy.placement: this is left out: only a swarm has it""", """
                compose.yaml:2:3: degraded: services.web.deploy.labels: this is left out: only a swarm has it""", """
                compose.yaml:2:3: degraded: services.web.deploy.resources.reservations.cpus: this is left out: only a swarm has it""", """
                compose.yaml:2:3: degraded: services.web.deploy.resources.reservations.generic_resources: this is left out: only a swarm has it""", """
                compose.yaml:2:3: degraded: services.web.deploy.restart_policy.delay: this is left out: Docker has its own pauses between restarts""", """
                compose.yaml:2:3: degraded: services.web.deploy.restart_policy.window: this is left out: Docker has its own pauses between restarts""", """
                compose.yaml:2:3: degraded: services.web.credential_spec: this is left out: only Docker on Windows has it, and Docker Compose passes it over""");
    }

    @Test
    void what_needs_a_program_that_stays_is_said() {
        assertThat(said("""
                x-hauban: {keep_order: true, restart_unhealthy: true}
                services:
                  web: {image: web, healthcheck: {test: "true"}}
                  spared: {image: web, healthcheck: {test: "true"}, x-hauban: {restart_unhealthy: false}}
                  untested: {image: web}
                """, Stacks.NEW)).containsExactly("""
                degraded: x-hauban.keep_order: this is left out: on Docker the daemon brings containers back, each by itself""", """
                compose.yaml:3:3: degraded: services.web.x-hauban.restart_unhealthy: this is left out: on Docker it is restarted only while a command waits for it; nobody stays to do it later""");
    }

    @Test
    void two_hardware_addresses_for_one_network_are_a_mistake() {
        assertThat(said("""
                services:
                  web:
                    image: web
                    mac_address: "02:42:ac:11:00:05"
                    networks: {front: {mac_address: "02:42:ac:11:00:06"}}
                networks: {front: }
                """, Stacks.NEW)).containsExactly("""
                compose.yaml:2:3: services.web.mac_address: this is another one than that of the network `front`
                  leave one of the two out""");
    }

    @Test
    void models_are_refused() {
        assertThat(said("""
                services:
                  web: {image: web, models: [smart]}
                models: {smart: {model: ai/smart}}
                """, Stacks.NEW)).containsExactly("""
                compose.yaml:2:3: services.web.models: Hauban runs no models
                  run it with Docker Compose""");
    }

    @Test
    void files_that_cant_be_had_are_said() {
        assertThat(said("""
                services:
                  web:
                    image: web
                    read_only: true
                    secrets: [filed, {source: filed, target: other, mode: "0400"}, varied, theirs]
                    configs: [written]
                  owned:
                    image: web
                    secrets: [{source: filed, uid: me, gid: "5"}]
                secrets: {filed: {file: ./a}, varied: {environment: NOT_SET}, theirs: {external: true}}
                configs: {written: {content: a}}
                """, Stacks.NEW)).containsExactly("""
                compose.yaml:7:3: services.owned.secrets.filed: `me` is no user or group id
                  give a number""", """
                compose.yaml:2:3: services.web.configs.written: nothing can be copied into a service that is read_only
                  give `written` a file""", """
                compose.yaml:2:3: degraded: services.web.secrets.filed: owner and mode are left out: nothing can be copied into a service that is read_only, and a mounted file has those of the host""", """
                compose.yaml:2:3: services.web.secrets.varied: the variable NOT_SET is not set
                  set it in the environment or in the .env file""", """
                compose.yaml:2:3: services.web.secrets.theirs: `theirs` is kept by somebody else, and Docker without a swarm has nobody who could
                  give it a file, a variable or a content""");
    }

    private static List<String> said(String compose, ApiVersion version) {
        Stack stack = Stacks.of(compose);
        var problems = new ArrayList<>(Limitations.of(stack));
        stack.networks().values().forEach(network -> problems.addAll(Limitations.of(network, version)));
        stack.services().values().forEach(service -> problems.addAll(Limitations.of(stack, service, version)));
        return problems.stream().map(Problem::text).toList();
    }
}
