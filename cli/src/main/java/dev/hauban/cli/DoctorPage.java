package dev.hauban.cli;

import dev.hauban.cli.screen.Ink;
import dev.hauban.doctor.Diagnosis;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.engine.Engine.Finding;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import dev.hauban.stack.ServiceName;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the doctor's answers look: what the engine says of itself, then what the rules say, those of one rule together.
final class DoctorPage {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final Ink ink;

    DoctorPage(Call call) {
        this.out = call.out();
        this.ink =
                new Ink(call.options().color() && call.surroundings().terminal().showsOutput());
    }

    /// Advice of one rule and one level.
    private record Heading(Rule.Description rule, Level level) {}

    void json(List<Finding> findings, List<Diagnosis> diagnoses) {
        for (Finding finding : findings) {
            out.println(Json.object()
                    .with("Topic", finding.topic())
                    .with("Text", finding.text())
                    .with("Good", finding.isGood())
                    .build()
                    .compact());
        }
        diagnoses.forEach(diagnosis -> out.println(json(diagnosis).compact()));
        out.flush();
    }

    private static Json json(Diagnosis diagnosis) {
        Advice advice = diagnosis.advice();
        MembersBuilder members = Json.object()
                .with("Rule", diagnosis.rule().name())
                .with("Level", level(advice.level()))
                .with("Message", advice.message());
        advice.place()
                .ifPresent(place -> members.with("File", place.file())
                        .with("Line", place.line())
                        .with("Column", place.column()));
        if (!advice.path().isEmpty()) {
            members.with("Path", advice.path());
        }
        return members.with("Why", diagnosis.rule().why())
                .with("Remedy", advice.remedy())
                .with("Fixable", advice.fix().isPresent())
                .withText("Silenced", diagnosis.silence())
                .build();
    }

    /// @param off services that were not looked at
    void text(List<Finding> findings, List<Diagnosis> diagnoses, List<ServiceName> off) {
        int width = findings.stream()
                .mapToInt(finding -> finding.topic().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            String mark = finding.isGood() ? ink.good("✔") : ink.notable("!");
            String topic = finding.topic() + " ".repeat(width - finding.topic().length());
            out.println(mark + " " + topic + "  " + finding.text());
        }
        var groups = new LinkedHashMap<Heading, List<Advice>>();
        for (Diagnosis diagnosis : diagnoses) {
            if (!diagnosis.isSilenced()) {
                groups.computeIfAbsent(
                                new Heading(diagnosis.rule(), diagnosis.advice().level()), _ -> new ArrayList<>())
                        .add(diagnosis.advice());
            }
        }
        groups.forEach(this::group);
        out.println();
        summary(diagnoses).forEach(out::println);
        if (!off.isEmpty()) {
            out.println("Not looked at, their profiles are off: "
                    + String.join(", ", off.stream().map(ServiceName::text).toList()) + " (--profile '*')");
        }
        out.flush();
    }

    private void group(Heading heading, List<Advice> all) {
        String level = level(heading.level());
        String painted = switch (heading.level()) {
            case ERROR -> ink.bad(level);
            case WARNING -> ink.notable(level);
            case NOTE -> level;
        };
        out.println("\n" + painted + ": " + ink.strong(heading.rule().title()) + " ("
                + heading.rule().name() + ")");
        boolean isSame = all.stream().map(Advice::remedy).distinct().count() == 1;
        for (Advice advice : all) {
            String place = advice.place().map(known -> known + ": ").orElse("");
            out.println("  " + place + advice.message());
            if (!isSame) {
                out.println("    " + advice.remedy().replace("\n", "\n    "));
            }
        }
        wrapped("Why: " + heading.rule().why()).forEach(line -> out.println("  " + ink.quiet(line)));
        if (isSame) {
            out.println("  Do:  " + all.getFirst().remedy().replace("\n", "\n       "));
        }
    }

    /// Lines that a narrow terminal shows whole, all but the first behind the word that begins them.
    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() + 1 > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("    ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private List<String> summary(List<Diagnosis> diagnoses) {
        var counts = new LinkedHashMap<String, Integer>();
        for (Level level : Level.values()) {
            counts.put(level(level), 0);
        }
        int silenced = 0;
        int fixable = 0;
        for (Diagnosis diagnosis : diagnoses) {
            if (diagnosis.isSilenced()) {
                silenced++;
            } else {
                counts.merge(level(diagnosis.advice().level()), 1, Integer::sum);
                fixable += diagnosis.advice().fix().isPresent() ? 1 : 0;
            }
        }
        var parts = new ArrayList<String>();
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            if (count.getValue() > 0) {
                parts.add(count.getValue() + " " + count.getKey() + (count.getValue() == 1 ? "" : "s"));
            }
        }
        String first = parts.isEmpty() ? ink.good("✔") + " The rules found nothing." : String.join(", ", parts) + ".";
        var lines = new ArrayList<String>();
        lines.add(first + (silenced == 0 ? "" : " Silenced: " + silenced + "."));
        if (fixable > 0) {
            lines.add("hauban doctor --fix heals " + fixable + " of them; with --dry-run it only shows how.");
        }
        return lines;
    }

    static String level(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
