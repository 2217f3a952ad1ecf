package dev.hauban.standin.mongo.command;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says the stages of a pipeline in the words that mongo-java-server knows, with the meaning that MongoDB gives them.
///
/// Source: MongoDB's documentation of `$project`, `$addFields`, `$set` and `$replaceWith`.
final class Pipelines {
    private Pipelines() {}

    static List<Document> translated(List<Document> pipeline) {
        return pipeline.stream().map(Pipelines::stage).toList();
    }

    private static Document stage(Document stage) {
        if (stage.size() != 1) {
            return stage;
        }
        String name = stage.keySet().iterator().next();
        Object value = stage.get(name);
        return switch (name) {
            case "$set", "$addFields" ->
                value instanceof Document fields ? new Document("$addFields", nested(fields)) : stage;
            case "$replaceWith" -> new Document("$replaceRoot", new Document("newRoot", value));
            case "$project" -> value instanceof Document fields ? new Document(name, projection(fields)) : stage;
            case "$facet" -> value instanceof Document facets ? new Document(name, facets(facets)) : stage;
            case "$lookup" -> value instanceof Document lookup ? new Document(name, lookup(lookup)) : stage;
            default -> stage;
        };
    }

    private static Document facets(Document facets) {
        Document translated = new Document();
        facets.forEach((name, _) -> translated.put(name, translated(Bson.documents(facets, name))));
        return translated;
    }

    private static Document lookup(Document lookup) {
        Document translated = lookup.clone();
        if (lookup.containsKey("pipeline")) {
            translated.put("pipeline", translated(Bson.documents(lookup, "pipeline")));
        }
        return translated;
    }

    /// `{'a.b': x}` sets `b` inside of `a`.
    private static Document nested(Document fields) {
        Document nested = new Document();
        fields.forEach((path, value) -> put(nested, path, value));
        return nested;
    }

    private static void put(Document into, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            into.put(path, value);
            return;
        }
        String first = path.substring(0, dot);
        if (!(into.get(first) instanceof Document)) {
            into.put(first, new Document());
        }
        put(Bson.childOrEmpty(into, first), path.substring(dot + 1), value);
    }

    /// What is only taken along or left out is named by its whole path; where a part of a field is computed, all of the
    /// field is.
    private static Document projection(Document fields) {
        Document flat = new Document();
        fields.forEach((name, value) -> flatten(flat, name, value));
        var computed = new TreeSet<String>();
        flat.forEach((path, value) -> {
            if (path.contains(".") && !isTaken(value)) {
                computed.add(first(path));
            }
        });
        Document translated = new Document();
        for (Map.Entry<String, Object> field : flat.entrySet()) {
            String path = field.getKey();
            if (!computed.contains(first(path))) {
                translated.put(path, field.getValue());
            } else if (!isTaken(field.getValue())) {
                put(translated, path, field.getValue());
            } else if (Bson.isTrue(field.getValue())) {
                put(translated, path, "$" + path);
            }
        }
        return translated;
    }

    private static void flatten(Document flat, String path, @Nullable Object value) {
        if (value instanceof Document part && isPlain(part)) {
            part.forEach((name, inner) -> flatten(flat, path + "." + name, inner));
        } else {
            flat.put(path, value);
        }
    }

    /// Fields, and no operator.
    private static boolean isPlain(Document part) {
        return !part.isEmpty() && part.keySet().stream().noneMatch(key -> key.startsWith("$"));
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static boolean isTaken(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }
}
