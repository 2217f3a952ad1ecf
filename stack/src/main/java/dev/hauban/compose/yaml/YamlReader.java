package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Makes trees of a YAML text, one for each document in it.
///
/// It takes the parser's events rather than its nodes: that spares a second tree, and lets depth and aliases be
/// limited before anything is built.
public final class YamlReader {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private final Source source;
    private final Problems problems;

    public YamlReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// The documents, as far as they could be read; what could not is among the problems.
    public List<Node> read(String text) {
        var documents = new ArrayList<Node>();
        try {
            readAll(text, documents);
        } catch (MarkedYamlEngineException malformed) {
            Optional<Mark> mark = malformed.getProblemMark().or(malformed::getContextMark);
            malformed(describe(malformed), mark.map(this::place));
        } catch (ReaderException unreadable) {
            String hex = "%04X".formatted(unreadable.getCodePoint());
            malformed("the character U+" + hex + " can't be in a YAML file", Optional.of(place(text, unreadable)));
        } catch (YamlEngineException other) {
            malformed(String.valueOf(other.getMessage()), Optional.empty());
        } catch (TreeBuilder.RefusedException refused) {
            malformed(refused.getMessage(), Optional.of(refused.place()));
        }
        return documents;
    }

    private void readAll(String text, List<Node> documents) {
        var parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
        var builder = new TreeBuilder(source, parser);
        while (parser.hasNext()) {
            Event event = parser.next();
            if (event instanceof DocumentStartEvent start) {
                refuseOtherVersions(start);
                documents.add(builder.document());
            }
        }
    }

    /// go-yaml knows YAML 1.1 by name only; `%YAML 1.2` is a document that it doesn't take.
    private void refuseOtherVersions(DocumentStartEvent start) {
        start.getSpecVersion().ifPresent(version -> {
            if (version.getMajor() != 1 || version.getMinor() != 1) {
                throw new TreeBuilder.RefusedException(
                        "%YAML " + version.getRepresentation() + " is not a version that Docker Compose reads",
                        start.getStartMark().map(this::place).orElseGet(() -> new Place(source.name(), 1, 1)));
            }
        });
    }

    private void malformed(String message, Optional<Place> place) {
        Problem problem = Problem.error("compose.yaml", Actor.AUTHOR, message);
        problems.add(place.map(problem::at).orElse(problem));
    }

    private static String describe(MarkedYamlEngineException malformed) {
        String problem = malformed.getProblem();
        String context = malformed.getContext();
        String text = context == null || context.isBlank() ? problem : context + ", " + problem;
        return "this is not YAML: " + text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }

    private Place place(Mark mark) {
        return new Place(source.name(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Place place(String text, ReaderException unreadable) {
        int line = 1;
        int column = 1;
        int end = Math.min(
                text.length(),
                text.offsetByCodePoints(0, Math.min(unreadable.getPosition(), text.codePointCount(0, text.length()))));
        for (int i = 0; i < end; i++) {
            boolean breaks = text.charAt(i) == '\n';
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
        }
        return new Place(source.name(), line, column);
    }
}
