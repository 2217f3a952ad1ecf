package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.bson.ExtendedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rules that a collection's documents are held to.
///
/// @param rules a query, in which `$jsonSchema` may stand
public record Validator(Document rules, Level level, Action action) {
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();

    /// Set for a command that says `bypassDocumentValidation`.
    public static final ScopedValue<Boolean> BYPASSED = ScopedValue.newInstance();

    /// Told what is only warned of.
    public static final ScopedValue<Consumer<String>> WARNED = ScopedValue.newInstance();

    enum Level {
        OFF,
        STRICT,
        /// What broke the rules before may be changed without keeping them.
        MODERATE
    }

    enum Action {
        ERROR,
        WARN
    }

    /// Of a collection's options; empty if they have no rules.
    ///
    /// @throws MongoServerError if a rule is not understood
    public static Optional<Validator> of(Document options) {
        Document rules = Bson.childOrEmpty(options, "validator");
        Level level = word(options, "validationLevel", Level.STRICT, Level.class);
        Action action = word(options, "validationAction", Action.ERROR, Action.class);
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        understand(rules);
        return Optional.of(new Validator(rules, level, action));
    }

    private static <T extends Enum<T>> T word(Document options, String key, T otherwise, Class<T> words) {
        String word = Bson.text(options, key);
        if (!options.containsKey(key)) {
            return otherwise;
        }
        for (T known : words.getEnumConstants()) {
            if (known.name().equalsIgnoreCase(word)) {
                return known;
            }
        }
        throw new MongoServerError(
                ErrorCode.BadValue, "Enumeration value '" + word + "' for field '" + key + "' is not a valid value.");
    }

    private static void understand(Document rules) {
        for (Map.Entry<String, Object> rule : rules.entrySet()) {
            if (rule.getKey().equals("$jsonSchema")) {
                if (!(rule.getValue() instanceof Document schema)) {
                    throw new MongoServerError(ErrorCode.TypeMismatch, "$jsonSchema must be an object");
                }
                SchemaKeywords.understand(schema);
            } else if (rule.getKey().startsWith("$") && rule.getValue() instanceof List<?> list) {
                list.stream().filter(Document.class::isInstance).forEach(each -> understand((Document) each));
            }
        }
        if (!rules.containsKey("$jsonSchema") && rules.keySet().stream().noneMatch(key -> key.startsWith("$"))) {
            // Asked once of nothing, so that an operator that isn't known is refused now and not at the first write.
            MATCHER.matches(new Document(), rules);
        }
    }

    /// Whether this document would be accepted.
    public boolean accepts(Document document) {
        return broken(rules, document).isEmpty();
    }

    /// @throws ValidationFailure if the document breaks the rules, and they are more than a warning
    void check(String collection, @Nullable Document before, Document document) {
        if (level == Level.OFF || BYPASSED.orElse(false)) {
            return;
        }
        Optional<Document> details = broken(rules, document);
        if (details.isEmpty()) {
            return;
        }
        if (level == Level.MODERATE && before != null && !accepts(before)) {
            return;
        }
        Document failure = new Document("failingDocumentId", document.get("_id")).append("details", details.get());
        if (action == Action.ERROR) {
            throw new ValidationFailure(failure);
        }
        WARNED.orElse(_ -> {})
                .accept("Document would fail validation: " + collection + " " + ExtendedJson.canonical(failure));
    }

    /// What of the rules the document breaks, in the words of MongoDB; empty if nothing.
    private static Optional<Document> broken(Document rules, Document document) {
        List<Document> all = new ArrayList<>();
        for (Map.Entry<String, Object> rule : rules.entrySet()) {
            brokenRule(rule.getKey(), rule.getValue(), document).ifPresent(all::add);
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                all.size() == 1
                        ? all.getFirst()
                        : new Document("operatorName", "$and").append("clausesNotSatisfied", all));
    }

    private static Optional<Document> brokenRule(String name, Object rule, Document document) {
        if (name.equals("$jsonSchema")) {
            return Schema.broken((Document) rule, document);
        }
        if (rule instanceof List<?> clauses && name.matches("\\$(and|or|nor)")) {
            return brokenClauses(name, clauses, document);
        }
        if (MATCHER.matches(document, new Document(name, rule))) {
            return Optional.empty();
        }
        Object considered = name.startsWith("$") ? document : document.get(name);
        Document told = new Document("operatorName", name.startsWith("$") ? name : operator(rule))
                .append("specifiedAs", new Document(name, rule))
                .append("reason", document.containsKey(name) ? "comparison failed" : "field was missing");
        told.putIfNotNull("consideredValue", considered);
        return Optional.of(told);
    }

    private static String operator(Object rule) {
        return rule instanceof Document operators && operators.size() == 1
                ? operators.keySet().iterator().next()
                : "$eq";
    }

    private static Optional<Document> brokenClauses(String name, List<?> clauses, Document document) {
        List<Document> broken = new ArrayList<>();
        int kept = 0;
        int index = 0;
        for (Object clause : clauses) {
            Optional<Document> details = broken((Document) clause, document);
            if (details.isPresent()) {
                broken.add(new Document("index", index).append("details", details.get()));
            } else {
                kept++;
            }
            index++;
        }
        boolean isKept = switch (name) {
            case "$and" -> broken.isEmpty();
            case "$or" -> kept > 0;
            default -> kept == 0;
        };
        return isKept
                ? Optional.empty()
                : Optional.of(new Document("operatorName", name).append("clausesNotSatisfied", broken));
    }
}
