package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunTest {
    private final MemoryHouse house = Shop.busy();
    private final Typed typed = new Typed(house);

    @Test
    void ends_as_the_command_ends_and_lets_go_of_it() throws Exception {
        house.engine.byHand.endsWith = 9;

        assertThat(typed.run("run", "--rm", "job", "sh", "-c", "exit 9")).isEqualTo(9);
        assertThat(house.engine.byHand.done.getFirst())
                .startsWith("job OneOff[slug=")
                .endsWith("hasAliases=false, isRemovedAfterwards=true]"
                        + " Joining[hasInput=true, hasTerminal=false, detachKeys=Optional.empty]");
        assertThat(house.engine.byHand.done).endsWith("let go");
        assertThat(service("command")).isEqualTo(Json.texts(List.of("sh", "-c", "exit 9")));
    }

    @Test
    void what_it_waits_for_is_ready_before_and_nothing_else_is_touched() throws Exception {
        assertThat(typed.run("run", "web")).isZero();

        assertThat(house.asked).hasSize(1);
        assertThat(house.asked.getFirst()).isInstanceOfSatisfying(Request.Up.class, up -> {
            assertThat(up.services()).containsExactly(Shop.DB);
            assertThat(up.options().until()).isEqualTo(ServiceWanted.Until.READY);
        });
    }

    @Test
    void without_dependencies_nothing_is_asked_for() throws Exception {
        assertThat(typed.run("run", "--no-deps", "web")).isZero();

        assertThat(house.asked).isEmpty();
    }

    @Test
    void a_detached_one_is_named_by_its_id_alone() throws Exception {
        assertThat(typed.run("run", "-d", "--name", "mine", "--use-aliases", "job"))
                .isZero();

        assertThat(typed.out()).matches("[0-9a-f]{64}\n");
        assertThat(house.engine.byHand.done)
                .containsExactly("job OneOff[slug=" + typed.out().strip()
                        + ", name=Optional[mine], hasAliases=true, isRemovedAfterwards=false]");
    }

    /// What has rules of its own is handed on as a Compose file has it; a dollar was the shell's already.
    @Test
    void ports_mounts_and_variables_are_read_as_in_a_file() throws Exception {
        typed.run(
                "run", "-p", "8080:80", "-v", "./here:/there", "-e", "A=$b", "-e", "C", "--env-from-file", "e", "job");

        assertThat(house.typed).containsExactly(JsonReader.readObject("""
                        {"ports": ["8080:80"], "volumes": ["./here:/there"], "env_file": ["e"],
                         "environment": {"A": "$$b", "C": ""}}"""));
        assertThat(service("ports")).isEqualTo(Json.texts(List.of("8080:80")));
    }

    @Test
    void user_folder_labels_and_rights_are_the_instances_own() throws Exception {
        typed.run("run", "-u", "1000", "-w", "/tmp", "-l", "a=b", "-l", "c", "--cap-add", "SYS_TIME", "job");

        assertThat(service("user")).isEqualTo(Json.text("1000"));
        assertThat(service("working_dir")).isEqualTo(Json.text("/tmp"));
        assertThat(service("labels")).isEqualTo(JsonReader.readObject("{\"a\": \"b\", \"c\": \"\"}"));
        assertThat(service("cap_add")).isEqualTo(Json.texts(List.of("SYS_TIME")));
        assertThat(service("tty")).isEqualTo(Json.bool(false));
        assertThat(service("stdin_open")).isEqualTo(Json.bool(true));
    }

    @Test
    void another_entrypoint_takes_the_command_with_it() throws Exception {
        typed.run("run", "--entrypoint", "id -u", "job");

        assertThat(service("command")).isEqualTo(Json.texts(List.of()));
        assertThat(house.typed.getFirst().value("entrypoint")).isEqualTo(Json.text("id -u"));
    }

    @Test
    void a_variable_without_a_name_is_told() throws Exception {
        assertThat(typed.run("run", "-e", "=x", "job")).isEqualTo(2);
        assertThat(typed.err()).contains("\"=x\" names no variable");
        assertThat(house.engine.byHand.done).isEmpty();
    }

    @Test
    void ctrl_c_goes_to_the_one_that_it_is_attached_to() throws Exception {
        assertThat(typed.run("attach", "--no-stdin", "--detach-keys", "ctrl-x", "web"))
                .isZero();

        assertThat(house.engine.byHand.done)
                .containsExactly(
                        "web-1 Joining[hasInput=false, hasTerminal=false, detachKeys=Optional[ctrl-x]]", "let go");
        assertThat(typed.run("attach", "job")).isEqualTo(10);
    }

    private Json service(String key) throws Exception {
        return house.engine.byHand.ran.getFirst().value(key);
    }
}
