package dev.hauban.doctor.habit;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Horizontal autoscalers of today's version with a field of a beta version.
public final class HpaField implements Rule {
    private static final Pattern FIELD =
            Pattern.compile("(\\s+(?:-\\s+)?)(target)Average(Utilization|Value):\\s*([\\w.]+)\\s*(#.*)?");

    @Override
    public Description description() {
        return new Description(
                "hpa-field",
                "an autoscaler with a field of an old version",
                "`autoscaling/v2` has no `targetAverageUtilization`, which was a field of v2beta1: the cluster refuses the"
                        + " object, or ignores the field, and nothing is ever scaled.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Paper paper : subject.files().papers(Paper.Kind.MANIFEST)) {
            List<String> lines = paper.lines();
            int start = 0;
            for (int i = 0; i <= lines.size(); i++) {
                if (i == lines.size() || lines.get(i).startsWith("---")) {
                    check(paper, lines.subList(start, i), start, advice);
                    start = i + 1;
                }
            }
        }
        return advice;
    }

    /// One document.
    private static void check(Paper paper, List<String> lines, int before, List<Advice> advice) {
        boolean isNew =
                lines.stream().anyMatch(line -> line.matches("apiVersion:\\s*[\"']?autoscaling/v2[\"']?\\s*(#.*)?"));
        boolean scales =
                lines.stream().anyMatch(line -> line.matches("kind:\\s*[\"']?HorizontalPodAutoscaler[\"']?\\s*(#.*)?"));
        for (int i = 0; i < lines.size() && isNew && scales; i++) {
            Matcher field = FIELD.matcher(lines.get(i));
            if (field.matches()) {
                advice.add(advice(paper, before + i + 1, field));
            }
        }
    }

    private static Advice advice(Paper paper, int line, Matcher field) {
        String kind = field.group(3);
        String value = field.group(4);
        String inner = kind.equals("Utilization") ? "averageUtilization" : "averageValue";
        int column = field.group(1).length() + 1;
        String name = "targetAverage" + kind;
        Advice one = Advice.error(
                        "autoscaling/v2 has no " + name,
                        "target: {type: " + (kind.equals("Utilization") ? "Utilization" : "AverageValue") + ", " + inner
                                + ": " + value + "}")
                .at(paper.place(line, column));
        return fix(paper, line, field).map(one::healedBy).orElse(one);
    }

    private static Optional<Fix> fix(Paper paper, int line, Matcher field) {
        if (field.group(1).indexOf('-') >= 0) {
            return Optional.empty();
        }
        String in = field.group(1);
        boolean isShare = field.group(3).equals("Utilization");
        String old = paper.line(line).substring(in.length()).stripTrailing();
        String remark = field.group(5) == null ? "" : " " + field.group(5).stripTrailing();
        return Optional.of(Fix.edit(
                paper.place(line, in.length() + 1),
                old,
                "target:\n" + in + "  type: " + (isShare ? "Utilization" : "AverageValue") + "\n" + in + "  average"
                        + field.group(3) + ": " + field.group(4) + remark));
    }
}
