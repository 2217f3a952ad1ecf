package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Legible;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Where and why a text stops being YAML, in words for whoever wrote it.
///
/// @param at how many code points are before it
/// @param begun how many are before what was begun there and goes wrong later
record Malformation(int at, int begun, String message, String remedy) {
    static final String TAB = "a tab can't indent a line of YAML";
    static final String TAB_REMEDY = "indent it with spaces";
    private static final String AFTER_END = "this can't follow what is before it, with which the document has ended";
    private static final String CHARACTER = "the character U+%04X can't be in a YAML file";

    static Malformation conflict(int at) {
        return new Malformation(
                at,
                at,
                "two versions of this file have been put together and left in conflict",
                "choose between them, and remove the lines with <<<<<<<, ======= and >>>>>>>");
    }

    static Malformation of(ReaderException unreadable) {
        return ofCharacter(unreadable.getPosition(), unreadable.getCodePoint());
    }

    /// @param at how many code points are before it
    static Malformation ofCharacter(int at, int codePoint) {
        return new Malformation(
                at, at, CHARACTER.formatted(codePoint), "remove it, or write it as an escape in double quotes");
    }

    static Malformation of(YamlEngineException other) {
        return new Malformation(
                0, 0, "this is not YAML: " + other.getMessage(), "put texts with special characters in quotes");
    }

    /// The parser takes the digits of an escape for a number before it has looked at them.
    ///
    /// @param last what was read before
    static Malformation ofEscape(String text, @Nullable Event last) {
        int at = Escapes.withoutCharacter(text, last);
        return new Malformation(at, at, Escapes.UNKNOWN, Escapes.UNKNOWN_REMEDY);
    }

    boolean isEscape() {
        return message.equals(Escapes.UNKNOWN);
    }

    boolean isEmptyBlock() {
        return message.contains("the leading empty lines contain more spaces");
    }

    /// @param last what was read before
    static Malformation of(MarkedYamlEngineException malformed, @Nullable Event last) {
        String problem = malformed.getProblem() == null ? "" : malformed.getProblem();
        String context = malformed.getContext() == null ? "" : malformed.getContext();
        int stopped = index(malformed.getProblemMark().or(malformed::getContextMark));
        boolean isBegun = context.startsWith("while scanning") || context.contains("flow");
        int begun = isBegun ? index(malformed.getContextMark().or(malformed::getProblemMark)) : stopped;
        return told(context, problem, stopped, Math.min(begun, beginOfLong(last, stopped)));
    }

    private static int index(Optional<Mark> mark) {
        return mark.map(Mark::getIndex).orElse(0);
    }

    /// A text in quotes that runs over several lines has most often lost its closing quote.
    private static int beginOfLong(@Nullable Event last, int stopped) {
        if (last instanceof ScalarEvent scalar && !scalar.isPlain() && !scalar.isLiteral() && !scalar.isFolded()) {
            Mark start = scalar.getStartMark().orElseThrow();
            return start.getLine() < scalar.getEndMark().orElseThrow().getLine() ? start.getIndex() : stopped;
        }
        return stopped;
    }

    private static Malformation told(String context, String problem, int stopped, int begun) {
        if (problem.contains("(TAB)")) {
            return new Malformation(stopped, begun, TAB, TAB_REMEDY);
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected")) {
            return new Malformation(begun, begun, "the quote that begins here is not closed", "close it");
        }
        if (problem.contains("but got") && context.contains("flow")) {
            boolean list = context.contains("sequence");
            return new Malformation(
                    begun,
                    begun,
                    "the " + (list ? "list" : "mapping") + " that begins here is not closed, or lacks a comma",
                    "close it with " + (list ? "]" : "}") + ", and put commas between what is in it");
        }
        if (problem.contains("mapping values are not allowed here")) {
            return new Malformation(
                    stopped,
                    begun,
                    "a `:` can't be here",
                    "put the text in quotes if the `:` belongs to it; otherwise look at the indentation of this line"
                            + " and the one before");
        }
        if (problem.contains("could not find expected ':'")) {
            return new Malformation(
                    begun, begun, "this line is neither `key: value` nor an item `- value`", "complete it");
        }
        return others(context, problem, stopped, begun);
    }

    private static Malformation others(String context, String problem, int stopped, int begun) {
        if (problem.startsWith("expected '<document start>'")) {
            return new Malformation(stopped, begun, AFTER_END, "is this a Compose file? It begins with `services:`");
        }
        if (problem.startsWith("expected <block end>")) {
            return begun < stopped
                    ? new Malformation(
                            begun,
                            begun,
                            "the text in quotes that begins here ends in the middle of something else",
                            "put its closing quote where it belongs")
                    : new Malformation(
                            stopped,
                            begun,
                            "this line doesn't fit into what is around it",
                            "give it the indentation of the lines beside it");
        }
        if (problem.contains("cannot start any token")) {
            String character = problem.replaceFirst("(?s).*found character '(.*?)'.*", "$1");
            return new Malformation(
                    stopped, begun, "a text can't begin with `" + Legible.of(character) + "`", "put it in quotes");
        }
        if (context.contains("double-quoted")) {
            return new Malformation(stopped, begun, Escapes.UNKNOWN, Escapes.UNKNOWN_REMEDY);
        }
        String text = context.isBlank() ? problem : context + ", " + problem;
        return new Malformation(
                stopped,
                begun,
                "this is not YAML: " + text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", ""),
                "put texts with special characters in quotes");
    }

    /// Whether it is most often made in many lines, of which one tells enough.
    boolean isHabit() {
        return message.equals(TAB) || message.equals(AFTER_END) || message.startsWith("the character");
    }
}
