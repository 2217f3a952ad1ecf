package dev.hauban.compose.load;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.yaml.YamlReader;
import dev.hauban.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The documents of the files of one load, with a torn one in the place of a file that could not be read; a file that
/// is extended a hundred times is parsed once.
final class Documents {
    private final Session session;
    private final Map<String, List<Node>> parsed = new HashMap<>();

    Documents(Session session) {
        this.session = session;
    }

    /// The documents as they are in the file. They are not to be changed.
    List<Node> peek(String path, @Nullable Place wanted) {
        List<Node> known = parsed.get(path);
        if (known == null) {
            Source source = session.source(path);
            String text = new Texts(session).read(source, wanted);
            known = text == null ? List.of(unread(source)) : new YamlReader(source, session.problems()).read(text);
            parsed.put(path, known);
        }
        return known;
    }

    /// The documents, for somebody who changes them.
    List<Node> take(String path, @Nullable Place wanted) {
        List<Node> documents = peek(path, wanted);
        parsed.remove(path);
        return documents;
    }

    /// Copies that may be changed, of a file that may be wanted again.
    List<Node> read(String path, @Nullable Place wanted) {
        List<Node> copies = new ArrayList<>();
        for (Node document : peek(path, wanted)) {
            copies.add(document.copy());
        }
        return copies;
    }

    /// Stands for a file that might hold anything.
    private static Node unread(Source source) {
        var root = new Mapping(source, 1, 1);
        root.tear();
        return root;
    }
}
