package dev.hauban.engine.docker.image;

import dev.hauban.engine.Engine;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a builder tells while it builds, and what each step writes: the classic one `Step 3/7 : RUN make`, BuildKit
/// `[3/7] RUN make`, where several may be at work.
final class BuildOutput {
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 500;

    /// `[build 3/7] RUN make`
    private static final Pattern STEP = Pattern.compile("\\[([^\\]]*?)(\\d{1,6})/(\\d{1,6})] (.*)", Pattern.DOTALL);

    private final String image;
    private final Consumer<String> lines;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final Map<String, StringBuilder> open = new LinkedHashMap<>();
    private String step = "";
    private double done = -1;

    /// @param lines told of each as it is written
    BuildOutput(String image, Consumer<String> lines) {
        this.image = image;
        this.lines = lines;
    }

    /// @return whether another step begins
    boolean heard(Json.Members message) throws MalformedJson {
        if (message.find("aux").orElse(null) instanceof Json.Text(String trace)) {
            return heard(BuildTrace.of(trace));
        }
        String text = message.findText("stream").orElse("");
        boolean begins = text.startsWith("Step ")
                && begins(text.substring("Step ".length()).strip());
        write("", text);
        return begins;
    }

    private boolean heard(BuildTrace trace) {
        boolean begins = false;
        for (String name : trace.begun()) {
            Matcher known = STEP.matcher(name);
            if (known.matches()) {
                begins = true;
                begins(known.group(1).strip(), Integer.parseInt(known.group(2)), Integer.parseInt(known.group(3)));
                step += known.group(4);
                write("", name + "\n");
            }
        }
        trace.outputs().forEach(output -> write(output.step(), output.text()));
        return begins;
    }

    private void write(String source, String text) {
        StringBuilder line = open.computeIfAbsent(source, _ -> new StringBuilder());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\n' || letter == '\r') {
                end(line);
            } else if (line.length() < LONGEST_LINE) {
                line.append(letter);
            }
        }
    }

    /// `building web: step 3 of 7: RUN make`
    Engine.Progress progress() {
        return new Engine.Progress("building " + image + step, done);
    }

    String last() {
        open.values().forEach(this::end);
        return String.join("\n", last);
    }

    private void end(StringBuilder line) {
        if (!line.isEmpty()) {
            lines.accept(line.toString());
            last.add(line.toString());
            line.setLength(0);
            if (last.size() > MOST_LINES) {
                last.remove();
            }
        }
    }

    /// `3/7 : RUN make`
    private boolean begins(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(" : ", slash);
        if (slash < 1 || colon < 0) {
            return false;
        }
        try {
            int number = Integer.parseInt(text.substring(0, slash));
            int all = Integer.parseInt(text.substring(slash + 1, colon));
            begins("", number, all);
            step += text.substring(colon + 3);
            return true;
        } catch (NumberFormatException another) {
            return false;
        }
    }

    /// @param stage of several; may be empty
    private void begins(String stage, int number, int all) {
        step = ": " + (stage.isEmpty() ? "" : stage + ", ") + "step " + number + " of " + all + ": ";
        done = all < 1 ? -1 : (number - 1.0) / all;
    }
}
