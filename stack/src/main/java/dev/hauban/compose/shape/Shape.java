package dev.hauban.compose.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of one kind of mapping: what the specification allows them to be and what they become, in the order
/// in which the canonical document has them.
final class Shape {
    /// One attribute.
    ///
    /// @param index where it stands in the canonical document
    /// @param always whether it is written also when it says nothing
    /// @param goName its name in Go's JSON, on which the config-hash stands; differs in a few forgotten places
    record Attribute(int index, String key, Rule rule, Form form, boolean always, String goName) {}

    private final String name;
    private final List<Attribute> attributes = new ArrayList<>();
    private final Map<String, Attribute> byKey = new HashMap<>();
    private final List<String> required = new ArrayList<>();
    private boolean extensible = true;
    private boolean open;
    private boolean keepsExtensions = true;

    private Shape(String name) {
        this.name = name;
    }

    static Shape named(String name) {
        return new Shape(name);
    }

    Shape attribute(String key, Rule rule, Form.Kind kind) {
        return add(new Attribute(attributes.size(), key, rule, Form.of(kind), false, key));
    }

    Shape attribute(String key, Rule rule, Form form) {
        return add(new Attribute(attributes.size(), key, rule, form, false, key));
    }

    /// An attribute that is always written.
    Shape always(String key, Rule rule, Form.Kind kind) {
        return add(new Attribute(attributes.size(), key, rule, Form.of(kind), true, key));
    }

    /// An attribute that is always written, and whose name in Go's JSON begins with a capital.
    Shape capital(String key, Rule rule, Form.Kind kind) {
        String goName = Character.toUpperCase(key.charAt(0)) + key.substring(1);
        return add(new Attribute(attributes.size(), key, rule, Form.of(kind), true, goName));
    }

    private Shape add(Attribute attribute) {
        attributes.add(attribute);
        byKey.put(attribute.key(), attribute);
        return this;
    }

    Shape require(String... keys) {
        required.addAll(List.of(keys));
        return this;
    }

    /// `x-` keys are refused.
    Shape closed() {
        extensible = false;
        return this;
    }

    /// Unknown keys are let pass.
    Shape open() {
        open = true;
        return this;
    }

    /// `x-` keys are allowed and vanish.
    Shape losesExtensions() {
        keepsExtensions = false;
        return this;
    }

    /// `a service`, for messages.
    String name() {
        return name;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    @Nullable
    Attribute attribute(String key) {
        return byKey.get(key);
    }

    List<String> required() {
        return required;
    }

    boolean isOpen() {
        return open;
    }

    boolean allowsExtensions() {
        return extensible;
    }

    boolean keepsExtensions() {
        return keepsExtensions;
    }

    Iterable<String> keys() {
        return byKey.keySet();
    }
}
