package dev.hauban.compose.origin;

import dev.hauban.compose.trace.Mention;
import dev.hauban.compose.trace.Spot;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.variable.MalformedException;
import dev.hauban.compose.variable.Template;
import dev.hauban.stack.Secrecy;
import java.util.ArrayList;
import java.util.List;

/// Makes the tree that is shown: the same, with a mask in the place of everything that looks like a secret.
///
/// Besides the rule of the house, what a variable with the name of a secret brought into a text is one.
final class Disguise {
    private final Trace trace;

    Disguise(Trace trace) {
        this.trace = trace;
    }

    Mapping of(Mapping root) {
        return (Mapping) node("", root);
    }

    private Node node(String key, Node node) {
        return switch (node) {
            case Mapping mapping -> {
                Mapping shown = Mapping.from(mapping);
                mapping.entries().forEach((name, value) -> shown.put(name, node(name, value)));
                yield shown;
            }
            case Sequence sequence -> list(key, sequence);
            case Scalar scalar -> scalar(key, scalar);
        };
    }

    private Sequence list(String key, Sequence sequence) {
        var words = new ArrayList<String>();
        for (Node item : sequence.items()) {
            words.add(item instanceof Scalar scalar && scalar.text() instanceof String text ? text : "");
        }
        List<String> masked = Secrecy.masked(words);
        Sequence shown = Sequence.from(sequence);
        for (int i = 0; i < masked.size(); i++) {
            Node item = sequence.items().get(i);
            boolean isMasked = !masked.get(i).equals(words.get(i));
            shown.add(isMasked ? node("", Scalar.from(item, masked.get(i))) : node(key, item));
        }
        return shown;
    }

    private Scalar scalar(String key, Scalar scalar) {
        String text = scalar.text();
        if (text == null) {
            boolean isSecret = !scalar.isNull() && scalar.value() instanceof Number && Secrecy.isSecretName(key);
            return isSecret ? Scalar.from(scalar, Secrecy.MASK) : scalar;
        }
        Mention mention = trace.mention(Spot.of(scalar));
        String shown = mention == null || mention.isName() ? text : withoutValues(text, mention);
        String masked = Secrecy.shown(key, shown);
        return masked.equals(text) ? scalar : Scalar.from(scalar, masked);
    }

    /// Where the text is still what the file says, only filled in, the mask is filled in instead; else all that looks
    /// like the value is masked.
    private static String withoutValues(String text, Mention mention) {
        List<String> secrets = secrets(mention);
        if (secrets.isEmpty()) {
            return text;
        }
        try {
            String filled = new Template(mention.environment()::get, _ -> {}).substitute(mention.text());
            if (filled.equals(text)) {
                return new Template(
                                name -> secrets.contains(name)
                                        ? Secrecy.MASK
                                        : mention.environment().get(name),
                                _ -> {})
                        .substitute(mention.text());
            }
        } catch (MalformedException _) {
            // It was filled in, or there were no text.
        }
        String shown = text;
        for (String name : secrets) {
            String value = mention.environment().getOrDefault(name, "");
            shown = value.isEmpty() ? shown : shown.replace(value, Secrecy.MASK);
        }
        return shown;
    }

    /// The variables that bring a secret into the text, be it the default that is written there.
    private static List<String> secrets(Mention mention) {
        var secrets = new ArrayList<String>();
        for (Template.Mention named : Template.mentions(mention.text())) {
            boolean hasValue =
                    !mention.environment().getOrDefault(named.name(), "").isEmpty();
            boolean hasDefault =
                    named.operator().endsWith("-") && !named.argument().isEmpty();
            if (Secrecy.isSecretName(named.name()) && (hasValue || hasDefault)) {
                secrets.add(named.name());
            }
        }
        return secrets;
    }
}
