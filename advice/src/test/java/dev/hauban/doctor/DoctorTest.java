package dev.hauban.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void a_rule_is_silenced_for_one_service_or_for_all_and_the_reason_stays_visible() throws Exception {
        Subject subject = subject("""
                services:
                  api: {image: "shop/api:latest"}
                  web:
                    image: shop/web:latest
                    x-hauban: {doctor: {ignore: {moving-tag: we build it every night}}}
                x-hauban: {doctor: {ignore: {no-limits: it has the machine for itself}}}
                """);

        List<Diagnosis> all = new Doctor().examine(subject);

        assertThat(all.stream().filter(one -> one.rule().name().equals("moving-tag")))
                .extracting(one -> one.advice().path() + " " + one.silence().orElse("-"))
                .containsExactlyInAnyOrder("services.api.image -", "services.web.image we build it every night");
        assertThat(all.stream().filter(one -> one.rule().name().equals("no-limits")))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.silence()).contains("it has the machine for itself"));
        assertThat(all).noneMatch(one -> one.rule().name().equals("silence-idle"));
    }

    @Test
    void what_is_written_once_is_said_once() throws Exception {
        Subject subject = subject("""
                x-common: &common
                  image: shop/web:latest
                services:
                  one: {<<: *common}
                  three: {<<: *common}
                  two: {<<: *common}
                """);

        assertThat(new Doctor()
                        .examine(subject).stream()
                                .filter(one -> one.rule().name().equals("moving-tag")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.advice().place().orElseThrow().toString()).isEqualTo("compose.yaml:2:10");
                    assertThat(one.advice().message()).endsWith("and so it is with 2 more");
                });
    }

    @Test
    void errors_come_first_and_then_the_order_of_the_rules_counts() throws Exception {
        Subject subject = subject("services: {web: {image: 'shop/web:1'}}\n");
        List<Rule> rules = List.of(
                rule("second", Advice.warning("w", "-")),
                rule("third", Advice.note("n", "-")),
                rule("first", Advice.error("e", "-")));

        assertThat(new Doctor(rules).examine(subject))
                .extracting(one -> one.rule().name())
                .containsExactly("first", "second", "third");
    }

    private static Rule rule(String name, Advice advice) {
        return new Rule() {
            @Override
            public Description description() {
                return new Description(name, "-", "-");
            }

            @Override
            public List<Advice> check(Subject subject) {
                Service web = subject.services().getFirst();
                return List.of(Services.placed(subject, web, "image", advice));
            }
        };
    }

    private Subject subject(String compose) throws Exception {
        Files.writeString(folder.resolve("compose.yaml"), compose);
        return new Example(folder).subject();
    }
}
