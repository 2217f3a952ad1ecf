package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.util.Optional;

/// Which documents are in an index that has a `partialFilterExpression`.
record Partial(Optional<Document> filter) {
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();

    static Partial of(Document description) {
        return new Partial(Optional.ofNullable(Bson.child(description, "partialFilterExpression")));
    }

    boolean isPresent() {
        return filter.isPresent();
    }

    boolean holds(Document document) {
        return filter.isEmpty() || MATCHER.matches(document, filter.get());
    }
}
