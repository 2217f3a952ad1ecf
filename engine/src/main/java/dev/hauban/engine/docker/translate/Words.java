package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping of the canonical document, read without surprise: what isn't there is empty, zero or false, as it is for
/// Docker Compose. The reader has seen to it that everything is of the kind that it must be.
record Words(Json.Members members) {
    private static final Words NONE = new Words(Json.object().build());

    static Words none() {
        return NONE;
    }

    boolean has(String key) {
        return members.find(key).isPresent();
    }

    Optional<String> find(String key) {
        return members.find(key).map(Words::text);
    }

    String text(String key) {
        return find(key).orElse("");
    }

    boolean flag(String key) {
        return members.find(key).filter(value -> value.equals(Json.bool(true))).isPresent();
    }

    /// Numbers of bytes are written as texts.
    long number(String key) {
        return decimal(key).longValue();
    }

    BigDecimal decimal(String key) {
        return find(key).filter(text -> !text.isEmpty()).map(BigDecimal::new).orElse(BigDecimal.ZERO);
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        values(key).forEach(value -> texts.add(text(value)));
        return texts;
    }

    /// Names and values; a value that says nothing is empty.
    Map<String, String> strings(String key) {
        var strings = new LinkedHashMap<String, String>();
        words(key).members().values().forEach((name, value) -> strings.put(name, text(value)));
        return strings;
    }

    Words words(String key) {
        return members.find(key).orElse(null) instanceof Json.Members inner ? new Words(inner) : NONE;
    }

    List<Words> list(String key) {
        var list = new ArrayList<Words>();
        for (Json value : values(key)) {
            if (value instanceof Json.Members inner) {
                list.add(new Words(inner));
            }
        }
        return list;
    }

    /// Mappings by name; one that says nothing is empty.
    Map<String, Words> named(String key) {
        var named = new LinkedHashMap<String, Words>();
        Words all = words(key);
        all.members().values().keySet().forEach(name -> named.put(name, all.words(name)));
        return named;
    }

    private List<Json> values(String key) {
        return members.find(key).orElse(null) instanceof Json.Array(List<Json> values) ? values : List.of();
    }

    static String text(Json value) {
        return switch (value) {
            case Json.Text(String text) -> text;
            case Json.Number(String literal) -> literal;
            case Json.Bool(boolean flag) -> Boolean.toString(flag);
            case Json.Null _ -> "";
            case Json.Array array -> array.compact();
            case Json.Members members -> members.compact();
        };
    }
}
