package dev.hauban.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.doctor.mend.Difference;
import dev.hauban.doctor.mend.Mending;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule has a folder in `src/test/rules`: `bad`, with what the rule says of it in `expected.txt` and what its
/// fixes change in `fixed.diff`, and `good`, of which it says nothing. `-Dhauban.update=true` writes down what is
/// said now.
final class RulesTest {
    static Stream<String> rules() {
        return Rules.descriptions().stream().map(Rule.Description::name);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void it_says_of_the_bad_example_what_was_written_down(String rule) throws Exception {
        var example = Example.of(rule, "bad");
        List<Diagnosis> said = said(rule, example.subject());

        assertThat(said).isNotEmpty();
        compare(example.folder().resolve("expected.txt"), text(said));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void it_says_nothing_of_the_good_example(String rule) throws Exception {
        assertThat(text(said(rule, Example.of(rule, "good").subject()))).isEmpty();
    }

    /// Which also means that the edited files can be read.
    @ParameterizedTest
    @MethodSource("rules")
    void its_fixes_heal_and_bring_nothing_else_along(String rule) throws Exception {
        var example = Example.of(rule, "bad");
        Subject subject = example.subject();
        Mending mending = Mending.of(subject.files(), said(rule, subject));
        var diff = new StringBuilder();
        mending.changed().forEach((paper, text) -> diff.append(Difference.of(paper.name(), paper.text(), text)));

        Path golden = example.folder().resolve("fixed.diff");
        if (diff.isEmpty()) {
            assertThat(golden).doesNotExist();
            return;
        }
        compare(golden, diff.toString());
        List<Diagnosis> left = said(rule, example.subject(mending.texts()));
        assertThat(left).hasSize(said(rule, subject).size() - mending.provable().size());
    }

    @Test
    void every_example_is_one_of_a_rule() throws IOException {
        var folders = new TreeSet<String>();
        try (Stream<Path> all = Files.list(Example.ALL)) {
            all.forEach(folder -> folders.add(folder.getFileName().toString()));
        }

        assertThat(folders).containsExactlyInAnyOrderElementsOf(rules().toList());
    }

    /// Values of the examples' secrets, which no word of the doctor may hold.
    @ParameterizedTest
    @MethodSource("rules")
    void it_never_shows_a_secret(String rule) throws Exception {
        Subject subject = Example.of(rule, "bad").subject();
        List<Diagnosis> all = new Doctor().examine(subject);
        String everything = text(all) + Sarif.log(all, "1").pretty();

        assertThat(everything)
                .doesNotContain("kV8tq2mWzN4xLr9c", "Zr7mQw3nXc5vLt8b", "sun2024", "admin123", "signs-every-token");
    }

    private static List<Diagnosis> said(String rule, Subject subject) {
        return new Doctor()
                .examine(subject).stream()
                        .filter(one -> one.rule().name().equals(rule))
                        .toList();
    }

    private static void compare(Path golden, String text) throws IOException {
        if (Boolean.getBoolean("hauban.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    static String text(List<Diagnosis> said) {
        var text = new StringBuilder();
        for (Diagnosis diagnosis : said) {
            Advice advice = diagnosis.advice();
            text.append(advice.level().name().toLowerCase(Locale.ROOT)).append(": ");
            advice.place().ifPresent(place -> text.append(place).append(": "));
            text.append(advice.message()).append('\n');
            text.append("  ").append(advice.remedy().replace("\n", "\n  ")).append('\n');
            text.append(advice.fix().isPresent() ? "  (--fix does that)\n" : "");
        }
        return text.toString();
    }

    @Test
    void a_rule_has_a_stable_name_and_words() {
        for (Rule.Description rule : Rules.descriptions()) {
            assertThat(rule.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(rule.title()).doesNotEndWith(".").isNotBlank();
            assertThat(rule.why()).endsWith(".").hasSizeBetween(60, 500);
        }
        assertThat(rules().distinct().count()).isEqualTo(Rules.descriptions().size());
    }
}
