package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Makes trees of a YAML text, one for each document in it.
///
/// It takes the parser's events rather than its nodes: that spares a second tree, and lets depth and aliases be
/// limited before anything is built.
public final class YamlReader {
    /// The parser copies what it has not used yet whenever it takes more in: with its own small portions, a text of one
    /// long line would be copied thousands of times.
    private static final int PORTION = 1 << 20;
    /// A line that is longer is no line of a Compose file.
    private static final int LONGEST_LINE = 2 << 20;
    /// Ten thousand services have half as many.
    private static final int MOST_LINES = 400_000;
    /// More than this part more values than are read, and are told of sooner.
    private static final int MOST_COMMAS = 550_000;
    /// The one control character that the parser lets pass and go-yaml doesn't.
    private static final char DELETE = '\u007F';
    /// Files of many are no text, which need not be looked for where it begins.
    private static final char NUL = '\0';
    /// So often is a text read again because of what only the parser takes for a mistake: once is rare enough.
    private static final int MOST_AGAIN = 20;

    private final Source source;
    private final Problems problems;

    public YamlReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// The documents, as far as they could be read. What could not be is among the problems, and the trees know where
    /// something is missing.
    public List<Node> read(String text) {
        if (text.length() > LONGEST_LINE && refuseEndless(text)) {
            return new ArrayList<>(List.of(unread()));
        }
        LineReader.Document simple = LineReader.read(source, text);
        if (simple != null && problems.budget().hasValues(simple.values() + TreeBuilder.VALUES_OF_DOCUMENT)) {
            problems.budget()
                    .takeValues(
                            simple.values() + TreeBuilder.VALUES_OF_DOCUMENT,
                            simple.root().place());
            return new ArrayList<>(List.of(simple.root()));
        }
        return parsed(text);
    }

    /// The same by the parser, whatever the text is.
    List<Node> parsed(String text) {
        var documents = new ArrayList<Node>();
        int before = problems.complaints();
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(Math.clamp(text.length(), 16, PORTION))
                .build();
        Holes holes = null;
        String written = text;
        String rest = LineEnds.forParser(text);
        int again = MOST_AGAIN;
        while (true) {
            int control = control(rest);
            Malformation malformation = control < 0
                    ? read(new TreeBuilder(source, problems, holes != null, rest, written, settings), rest, documents)
                    : Malformation.ofCharacter(rest.codePointCount(0, control), rest.charAt(control));
            if (malformation == null) {
                break;
            }
            String shown = again-- > 0 ? shown(rest, malformation) : null;
            String stands = shown == null ? null : shown(written, malformation);
            if (shown != null && stands != null) {
                rest = shown;
                written = stands;
                documents.clear();
                continue;
            }
            holes = holes == null ? new Holes(source, problems) : holes;
            String less = holes.without(rest, malformation);
            if (less == null) {
                documents.add(unread());
                break;
            }
            rest = less;
            written = less;
            documents.clear();
        }
        if (documents.isEmpty() && problems.complaints() > before) {
            documents.add(unread());
        }
        if (holes != null) {
            holes.tear(documents);
        }
        return documents;
    }

    /// Where the first of these characters is; negative if neither is in the text.
    private static int control(String text) {
        int nul = text.indexOf(NUL);
        int delete = text.indexOf(DELETE);
        return nul < 0 || delete < 0 ? Math.max(nul, delete) : Math.min(nul, delete);
    }

    /// A text in which the parser finds what go-yaml finds in this one; null if both take it for a mistake.
    private static @Nullable String shown(String text, Malformation malformation) {
        if (malformation.isEscape()) {
            return Escapes.withSeparators(text, text.offsetByCodePoints(0, malformation.at()));
        }
        return malformation.isEmptyBlock()
                ? EmptyBlocks.withoutBlanks(text, text.offsetByCodePoints(0, malformation.at()))
                : null;
    }

    /// Whether this is no Compose file, whatever is in it: reading it would take long and tell nothing.
    private boolean refuseEndless(String text) {
        int line = 1;
        int start = 0;
        int commas = 0;
        for (int end = endOfLine(text, start); start <= text.length(); end = endOfLine(text, start)) {
            if (end - start > LONGEST_LINE) {
                refuse(line, "this line has more than " + (LONGEST_LINE >> 20) + " MB");
                return true;
            }
            if (line > MOST_LINES) {
                refuse(line, "this file has more than " + MOST_LINES + " lines");
                return true;
            }
            commas += commas(text, start, end);
            if (commas > MOST_COMMAS) {
                refuse(line, "this file has more than " + MOST_COMMAS + " commas");
                return true;
            }
            start = end + 1;
            line++;
        }
        return false;
    }

    private static int commas(String text, int start, int end) {
        int count = 0;
        for (int at = text.indexOf(',', start, end); at >= 0; at = text.indexOf(',', at + 1, end)) {
            count++;
        }
        return count;
    }

    private static int endOfLine(String text, int start) {
        int newline = text.indexOf('\n', start);
        return newline < 0 ? text.length() : newline;
    }

    private void refuse(int line, String message) {
        problems.add(Problem.error("compose.file", Actor.AUTHOR, message)
                .at(new Place(source.name(), line, 1))
                .remedy("is it the file that is meant?"));
    }

    private @Nullable Malformation read(TreeBuilder builder, String text, List<Node> documents) {
        try {
            builder.addAll(documents);
            return null;
        } catch (MarkedYamlEngineException malformed) {
            return Malformation.of(malformed, builder.last());
        } catch (ReaderException unreadable) {
            return Malformation.of(unreadable);
        } catch (NumberFormatException _) {
            return Malformation.ofEscape(text, builder.last());
        } catch (YamlEngineException other) {
            return Malformation.of(other);
        } catch (TreeBuilder.RefusedException _) {
            documents.add(unread());
            return null;
        }
    }

    /// Stands for a document that might hold anything.
    private Node unread() {
        var root = new Mapping(source, 1, 1);
        root.tear();
        return root;
    }
}
