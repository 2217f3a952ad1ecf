package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is left out of a text that is no YAML, so that the rest can be read again.
///
/// It is the smallest block around a mistake: what one service says under one key. Where the text breaks again in the
/// same service, the whole service is left out in silence, for that is most often an echo of the first mistake.
final class Holes {
    /// More mistakes of this kind are seldom made than told.
    private static final int MOST = 20;
    /// As many characters are read again.
    private static final long MOST_READ_AGAIN = 4_000_000;

    private final Source source;
    private final Problems problems;
    private final List<Outline.Block> blocks = new ArrayList<>();
    private final Set<Integer> wounded = new HashSet<>();
    private final Set<String> habits = new HashSet<>();
    private long readAgain;

    Holes(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// The text without what is around the mistake, which is told unless it is an echo; null if the rest makes no sense
    /// without it.
    @Nullable
    String without(String text, Malformation malformation) {
        int at = text.offsetByCodePoints(0, malformation.at());
        int begun = text.offsetByCodePoints(0, malformation.begun());
        var outline = new Outline(text);
        if (outline.isConflict(outline.line(at))) {
            tell(outline, at, Malformation.conflict(malformation.at()));
            return null;
        }
        List<Outline.Block> around = outline.around(begun);
        Outline.Block block = around.isEmpty() ? null : around.getLast();
        boolean echo = false;
        for (Outline.Block outer : around) {
            if (wounded.contains(outer.first())) {
                block = outer;
                echo = outer.keys().size() > 1;
            }
        }
        if (!echo && !(malformation.isHabit() && !habits.add(malformation.message()))) {
            tell(outline, at, malformation);
        }
        readAgain += text.length();
        if (block == null || blocks.size() == MOST || readAgain > MOST_READ_AGAIN) {
            return null;
        }
        blocks.add(block);
        if (around.size() > 1) {
            wounded.add(around.get(1).first());
        }
        String rest = outline.without(block);
        return rest.isBlank() ? null : rest;
    }

    private void tell(Outline outline, int at, Malformation malformation) {
        var place = new Place(source.name(), outline.line(at) + 1, outline.column(at) + 1);
        problems.add(Problem.error("compose.yaml", Actor.AUTHOR, malformation.message())
                .at(place)
                .remedy(malformation.remedy()));
    }

    /// Lets the trees know what is missing in them. It is not clear in which of several documents it is missing.
    void tear(List<Node> documents) {
        for (Node document : documents) {
            if (document instanceof Mapping root) {
                blocks.forEach(block -> tear(root, block.keys()));
            } else {
                document.tear();
            }
        }
    }

    private static void tear(Mapping mapping, List<@Nullable String> keys) {
        String key = keys.getFirst();
        if (key == null) {
            mapping.tear();
            return;
        }
        Node inner = mapping.get(key);
        if (keys.size() > 1 && inner instanceof Mapping below) {
            tear(below, keys.subList(1, keys.size()));
        } else if (keys.size() > 1 && inner instanceof Sequence sequence) {
            sequence.tear();
        } else {
            if (inner != null && inner.isNull()) {
                mapping.remove(key);
            }
            mapping.lose(key);
        }
    }
}
