package dev.hauban.engine.docker.image;

import dev.hauban.engine.Engine;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/// What the classic builder tells while it builds: `Step 3/7 : RUN make`, and what each step writes.
final class BuildOutput {
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 500;

    private final String image;
    private final Consumer<String> lines;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String step = "";
    private double done = -1;

    /// @param lines told of each as it is written
    BuildOutput(String image, Consumer<String> lines) {
        this.image = image;
        this.lines = lines;
    }

    /// @return whether another step begins
    boolean heard(Json.Members message) throws MalformedJson {
        String text = message.findText("stream").orElse("");
        boolean begins = text.startsWith("Step ")
                && begins(text.substring("Step ".length()).strip());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\n' || letter == '\r') {
                endLine();
            } else if (line.length() < LONGEST_LINE) {
                line.append(letter);
            }
        }
        return begins;
    }

    /// `building web: step 3 of 7: RUN make`
    Engine.Progress progress() {
        return new Engine.Progress("building " + image + step, done);
    }

    String last() {
        endLine();
        return String.join("\n", last);
    }

    private void endLine() {
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
            step = ": step " + number + " of " + all + ": " + text.substring(colon + 3);
            done = all < 1 ? -1 : (number - 1.0) / all;
            return true;
        } catch (NumberFormatException another) {
            return false;
        }
    }
}
