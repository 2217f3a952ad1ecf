package dev.hauban.doctor.habit;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Fix.Edit;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Scripts that call `docker-compose`.
public final class ComposeV1Command implements Rule {
    private static final String OLD = "docker-compose";

    /// As a command: words follow, options or one of its own commands.
    private static final Pattern CALL = Pattern.compile(
            "(?<![\\w./$-])" + OLD + "(?=\\s+(?:-|\\$|up|down|build|start|stop"
                    + "|restart|logs|ps|exec|run|pull|push|config|kill|rm|scale|images|top|port|pause|unpause|create|events)\\b?)");

    @Override
    public Description description() {
        return new Description(
                "docker-compose-command",
                "a script that calls `docker-compose`",
                "The first Docker Compose has had no mending since July 2023, and new machines don't have it: the script"
                        + " ends with \"command not found\". It also gives containers other names (`shop_web_1`).");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Paper paper : subject.files().papers(Paper.Kind.SCRIPT)) {
            var edits = new ArrayList<Edit>();
            for (int number : paper.linesWith(line -> !line.strip().startsWith("#"))) {
                String line = paper.line(number);
                Matcher call = CALL.matcher(line);
                while (call.find()) {
                    int column = line.codePointCount(0, call.start()) + 1;
                    edits.add(new Edit(paper.place(number, column), OLD, "docker compose"));
                }
            }
            if (!edits.isEmpty()) {
                String times = edits.size() == 1 ? "" : " " + edits.size() + " times";
                advice.add(Advice.note(
                                paper.name() + " calls docker-compose" + times,
                                "docker compose, with a space; or hauban, which takes the same words.")
                        .at(edits.getFirst().at())
                        .healedBy(new Fix.Edits(edits)));
            }
        }
        return advice;
    }
}
