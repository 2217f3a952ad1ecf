package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds a value against a `$jsonSchema`, and tells in MongoDB's words what of it is not satisfied.
///
/// Source: MongoDB's documentation of `$jsonSchema` and of the `errInfo` that tells why.
final class Schema {
    private final Document schema;
    private final @Nullable Object value;
    private final List<Document> broken = new ArrayList<>();

    private Schema(Document schema, @Nullable Object value) {
        this.schema = schema;
        this.value = value;
    }

    /// What is not satisfied; empty if all is.
    static Optional<Document> broken(Document schema, Document document) {
        List<Document> rules = rules(schema, document);
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        Document told = new Document("operatorName", "$jsonSchema");
        told.putIfNotNull("title", schema.get("title"));
        told.putIfNotNull("description", schema.get("description"));
        return Optional.of(told.append("schemaRulesNotSatisfied", rules));
    }

    private static List<Document> rules(Document schema, @Nullable Object value) {
        var held = new Schema(schema, value);
        held.types();
        switch (value) {
            case Document document -> held.object(document);
            case List<?> list -> held.array(list);
            case String text -> held.text(text);
            case Number number -> held.number(number);
            case null, default -> {}
        }
        held.combinations();
        return held.broken;
    }

    private static boolean satisfies(Document schema, @Nullable Object value) {
        return rules(schema, value).isEmpty();
    }

    private Document breaks(String word) {
        Document told = new Document("operatorName", word).append("specifiedAs", new Document(word, schema.get(word)));
        broken.add(told);
        return told;
    }

    private void breaks(String word, String reason) {
        breaks(word).append("reason", reason).append("consideredValue", value);
    }

    private void types() {
        for (String word : List.of("bsonType", "type")) {
            Object names = schema.get(word);
            if (names != null && !Types.isOneOf(names, value)) {
                breaks(word, "type did not match");
                broken.getLast().append("consideredType", Types.of(value));
            }
        }
        if (schema.get("enum") instanceof List<?> allowed && allowed.stream().noneMatch(each -> isSame(each, value))) {
            breaks("enum", "value was not found in enum");
        }
    }

    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        boolean areComparable =
                Types.of(one).equals(Types.of(other)) || one instanceof Number && other instanceof Number;
        return areComparable && ValueComparator.ascWithoutListHandling().compare(one, other) == 0;
    }

    // Objects ------------------------------------------------------------------------------------------------------

    private void object(Document document) {
        List<Object> missing = new ArrayList<>(Bson.list(schema, "required"));
        missing.removeIf(document::containsKey);
        if (!missing.isEmpty()) {
            breaks("required").append("missingProperties", missing);
        }
        size("minProperties", "maxProperties", document.size(), "number of properties did not match");
        properties(document);
        Document patterns = Bson.childOrEmpty(schema, "patternProperties");
        patterns(document, patterns);
        additional(document, patterns);
        dependencies(document);
    }

    private void properties(Document document) {
        List<Document> failing = new ArrayList<>();
        Bson.childOrEmpty(schema, "properties").forEach((name, rule) -> {
            if (document.containsKey(name)) {
                property(name, (Document) rule, document.get(name)).ifPresent(failing::add);
            }
        });
        if (!failing.isEmpty()) {
            broken.add(new Document("operatorName", "properties").append("propertiesNotSatisfied", failing));
        }
    }

    private static Optional<Document> property(String name, Document rule, @Nullable Object value) {
        List<Document> details = rules(rule, value);
        if (details.isEmpty()) {
            return Optional.empty();
        }
        Document told = new Document("propertyName", name);
        told.putIfNotNull("title", rule.get("title"));
        told.putIfNotNull("description", rule.get("description"));
        return Optional.of(told.append("details", details));
    }

    private void patterns(Document document, Document patterns) {
        List<Document> failing = new ArrayList<>();
        patterns.forEach((pattern, rule) -> document.forEach((name, each) -> {
            if (Pattern.compile(pattern).matcher(name).find()) {
                property(name, (Document) rule, each)
                        .ifPresent(told -> failing.add(told.append("regexMatched", pattern)));
            }
        }));
        if (!failing.isEmpty()) {
            broken.add(new Document("operatorName", "patternProperties").append("propertiesNotSatisfied", failing));
        }
    }

    private void additional(Document document, Document patterns) {
        Object rule = schema.get("additionalProperties");
        if (rule == null || rule.equals(true)) {
            return;
        }
        Document known = Bson.childOrEmpty(schema, "properties");
        List<String> others = document.keySet().stream()
                .filter(name -> !known.containsKey(name) && !SchemaKeywords.matchesAny(patterns, name))
                .filter(name ->
                        !(rule instanceof Document schemaOfOthers) || !satisfies(schemaOfOthers, document.get(name)))
                .toList();
        if (!others.isEmpty()) {
            breaks("additionalProperties").append("additionalProperties", others);
        }
    }

    private void dependencies(Document document) {
        Bson.childOrEmpty(schema, "dependencies").forEach((name, rule) -> {
            if (!document.containsKey(name)) {
                return;
            }
            boolean isKept = rule instanceof List<?> names
                    ? names.stream().allMatch(document::containsKey)
                    : !(rule instanceof Document needed) || satisfies(needed, document);
            if (!isKept) {
                breaks("dependencies", "dependency of " + name + " was not satisfied");
            }
        });
    }

    // Lists, texts, numbers ----------------------------------------------------------------------------------------

    private void array(List<?> list) {
        size("minItems", "maxItems", list.size(), "array did not match specified length");
        if (Bson.isTrue(schema, "uniqueItems")) {
            var seen = new TreeSet<Object>(ValueComparator.ascWithoutListHandling());
            if (!list.stream().allMatch(seen::add)) {
                breaks("uniqueItems", "found a duplicate item");
            }
        }
        Object items = schema.get("items");
        for (int index = 0; index < list.size(); index++) {
            Optional<Document> rule = ruleFor(items, index);
            if (rule.isPresent()) {
                item(index, rule.get(), list.get(index));
            } else if (items instanceof List<?> && Boolean.FALSE.equals(schema.get("additionalItems"))) {
                breaks("additionalItems", "found additional items");
                return;
            }
        }
    }

    private Optional<Document> ruleFor(@Nullable Object items, int index) {
        if (items instanceof Document one) {
            return Optional.of(one);
        }
        if (items instanceof List<?> each && index < each.size()) {
            return Optional.of((Document) each.get(index));
        }
        return items == null ? Optional.empty() : Optional.ofNullable(Bson.child(schema, "additionalItems"));
    }

    private void item(int index, Document rule, @Nullable Object each) {
        List<Document> details = rules(rule, each);
        if (!details.isEmpty()) {
            broken.add(new Document("operatorName", "items")
                    .append("reason", "At least one item did not match the sub-schema")
                    .append("itemIndex", index)
                    .append("details", details));
        }
    }

    private void text(String text) {
        size(
                "minLength",
                "maxLength",
                text.codePointCount(0, text.length()),
                "specified string length was not satisfied");
        if (schema.get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(text).find()) {
            breaks("pattern", "regular expression did not match");
        }
    }

    private void size(String least, String most, int size, String reason) {
        if (schema.get(least) instanceof Number number && size < number.longValue()) {
            breaks(least, reason);
        }
        if (schema.get(most) instanceof Number number && size > number.longValue()) {
            breaks(most, reason);
        }
    }

    private void number(Number number) {
        limit("minimum", "exclusiveMinimum", number, 1);
        limit("maximum", "exclusiveMaximum", number, -1);
        if (schema.get("multipleOf") instanceof Number step && !isMultiple(number, step)) {
            breaks("multipleOf", "considered value is not a multiple of the specified value");
        }
    }

    private void limit(String word, String exclusive, Number number, int wanted) {
        if (schema.get(word) instanceof Number limit) {
            int side = ValueComparator.asc().compare(number, limit) * wanted;
            if (side < 0 || side == 0 && Bson.isTrue(schema, exclusive)) {
                breaks(word, "comparison failed");
            }
        }
    }

    private static boolean isMultiple(Number number, Number step) {
        if (Double.isNaN(number.doubleValue()) || Double.isInfinite(number.doubleValue())) {
            return false;
        }
        return exact(number).remainder(exact(step)).signum() == 0;
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Decimal128 decimal ? decimal.toBigDecimal() : new BigDecimal(number.toString());
    }

    // Combinations -------------------------------------------------------------------------------------------------

    private void combinations() {
        combination("allOf", Integer.MAX_VALUE);
        combination("anyOf", 1);
        combination("oneOf", 1);
        if (schema.get("not") instanceof Document refused && satisfies(refused, value)) {
            breaks("not", "child expression matched");
        }
    }

    private void combination(String word, int wanted) {
        List<Document> schemas = Bson.documents(schema, word);
        if (schemas.isEmpty()) {
            return;
        }
        List<Document> failing = new ArrayList<>();
        for (int index = 0; index < schemas.size(); index++) {
            List<Document> details = rules(schemas.get(index), value);
            if (!details.isEmpty()) {
                failing.add(new Document("index", index).append("details", details));
            }
        }
        int kept = schemas.size() - failing.size();
        boolean isKept = word.equals("oneOf") ? kept == 1 : kept >= Math.min(wanted, schemas.size());
        if (!isKept) {
            broken.add(new Document("operatorName", word).append("schemasNotSatisfied", failing));
        }
    }
}
