package dev.hauban.compose;

import dev.hauban.compose.tree.KeyOrder;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.compose.variable.Template;
import dev.hauban.compose.yaml.YamlWriter;
import dev.hauban.json.Json;
import dev.hauban.json.JsonStyle;
import dev.hauban.json.MembersBuilder;
import java.util.List;
import java.util.TreeMap;

/// The variables that files wait for, with what stands in for them: what `config --variables` shows.
///
/// One that is named in several places is told of as the last of them has it.
public final class TemplateVariables {
    /// One of them.
    ///
    /// @param isRequired whether there has to be a value
    /// @param defaultValue what is taken where there is none
    /// @param alternative what is taken where there is one
    public record Variable(String name, boolean isRequired, String defaultValue, String alternative) {}

    private final TreeMap<String, Variable> byName = new TreeMap<>();

    private TemplateVariables() {}

    /// @param root of files whose variables are not filled in
    static TemplateVariables of(Mapping root) {
        var variables = new TemplateVariables();
        variables.collect(root);
        return variables;
    }

    /// In the order of their names.
    public List<Variable> all() {
        return List.copyOf(byName.values());
    }

    /// As `docker compose config --variables --format json`.
    public String json() {
        MembersBuilder members = Json.object();
        for (Variable variable : byName.values()) {
            members.with(
                    variable.name(),
                    Json.object()
                            .with("Name", variable.name())
                            .with("DefaultValue", variable.defaultValue())
                            .with("PresenceValue", variable.alternative())
                            .with("Required", variable.isRequired())
                            .build());
        }
        return JsonStyle.WIDE.write(members.build()) + "\n\n";
    }

    /// As `docker compose config --variables --format yaml`.
    public String yaml() {
        var nowhere = new Mapping(new Source("-", "-"), 1, 1);
        Mapping root = Mapping.from(nowhere);
        var ordered = new TreeMap<String, Variable>(KeyOrder.YAML);
        ordered.putAll(byName);
        for (Variable variable : ordered.values()) {
            root.put(
                    variable.name(),
                    Mapping.from(nowhere)
                            .put("name", variable.name())
                            .put("defaultvalue", variable.defaultValue())
                            .put("presencevalue", variable.alternative())
                            .put("required", variable.isRequired()));
        }
        return YamlWriter.write(root, 4);
    }

    private void collect(Node node) {
        switch (node) {
            case Mapping mapping -> mapping.entries().values().forEach(this::collect);
            case Sequence sequence -> sequence.items().forEach(this::collect);
            case Scalar scalar -> {
                if (scalar.text() instanceof String text && text.indexOf('$') >= 0) {
                    Template.listed(text).forEach(this::add);
                }
            }
        }
    }

    private void add(Template.Mention mention) {
        String operator = mention.operator();
        String argument = mention.argument();
        byName.put(
                mention.name(),
                new Variable(
                        mention.name(),
                        operator.endsWith("?"),
                        operator.endsWith("-") ? argument : "",
                        operator.endsWith("+") ? argument : ""));
    }
}
