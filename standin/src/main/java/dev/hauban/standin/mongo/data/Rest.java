package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What is left of a result, as it was when it was found. It is kept as bytes: whoever copies a whole collection has it
/// here once, and not as objects.
public final class Rest {
    /// No answer is longer: the longest document and little besides.
    private static final long LONGEST_ANSWER = 16L << 20;

    /// How often somebody has to look before it is taken for forgotten.
    private static final int LOOKS = 30;

    private final long id;
    private final ArrayDeque<byte[]> left = new ArrayDeque<>();
    private int looks;

    Rest(long id, Stream<Document> documents) {
        this.id = id;
        documents.map(Bson::bytes).forEach(left::add);
    }

    public long id() {
        return id;
    }

    public synchronized boolean isEmpty() {
        return left.isEmpty();
    }

    /// The next documents, as many as one answer may hold.
    public synchronized List<Document> take(long most) {
        looks = 0;
        List<Document> taken = new ArrayList<>();
        long bytes = 0;
        while (taken.size() < most && !left.isEmpty()) {
            bytes += left.getFirst().length;
            if (bytes > LONGEST_ANSWER && !taken.isEmpty()) {
                break;
            }
            taken.add(Bson.document(left.removeFirst()));
        }
        return taken;
    }

    synchronized boolean isForgotten() {
        return ++looks > LOOKS;
    }
}
