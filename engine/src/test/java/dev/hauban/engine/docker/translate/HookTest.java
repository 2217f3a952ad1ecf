package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.Service;
import org.junit.jupiter.api.Test;

class HookTest {
    @Test
    void what_comes_before_a_stop_is_run_in_its_order_with_all_that_it_says() {
        Service web = Stacks.service(Stacks.of("""
                services:
                  web:
                    image: web
                    pre_stop:
                      - {command: [./drain.sh, "a b"], user: root, privileged: true, working_dir: /srv, environment: {A: 1, B: }}
                      - {command: sync}
                """), "web");
        assertThat(Hook.afterStart(web)).isEmpty();
        assertThat(Hook.beforeStop(web)).hasSize(2);
        assertThat(Hook.beforeStop(web).getFirst().json(true).compact())
                .isEqualTo("{\"User\":\"root\",\"Privileged\":true,\"AttachStdout\":true,\"AttachStderr\":true,"
                        + "\"Env\":[\"A=1\",\"B\"],\"WorkingDir\":\"/srv\",\"Cmd\":[\"./drain.sh\",\"a b\"]}");
        assertThat(Hook.beforeStop(web).getLast().json(false).compact()).isEqualTo("{\"Cmd\":[\"sync\"]}");
    }
}
