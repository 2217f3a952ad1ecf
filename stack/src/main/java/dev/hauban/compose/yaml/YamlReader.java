package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Source;
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
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private final Source source;
    private final Problems problems;

    public YamlReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// The documents, as far as they could be read. What could not be is among the problems, and the trees know where
    /// something is missing.
    public List<Node> read(String text) {
        var documents = new ArrayList<Node>();
        Holes holes = null;
        String rest = text;
        while (true) {
            var builder = new TreeBuilder(source, problems, holes != null, rest, SETTINGS);
            Malformation malformation = read(builder, documents);
            if (malformation == null) {
                break;
            }
            holes = holes == null ? new Holes(source, problems) : holes;
            String less = holes.without(rest, malformation);
            if (less == null) {
                documents.add(unread());
                break;
            }
            rest = less;
            documents.clear();
        }
        if (holes != null) {
            holes.tear(documents);
        }
        return documents;
    }

    private @Nullable Malformation read(TreeBuilder builder, List<Node> documents) {
        try {
            builder.addAll(documents);
            return null;
        } catch (MarkedYamlEngineException malformed) {
            return Malformation.of(malformed, builder.last());
        } catch (ReaderException unreadable) {
            return Malformation.of(unreadable);
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
