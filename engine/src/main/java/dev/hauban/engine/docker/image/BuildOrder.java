package dev.hauban.engine.docker.image;

import dev.hauban.engine.BuildOptions;
import dev.hauban.json.Json;
import dev.hauban.stack.Build;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service whose image is to be built.
///
/// @param build where from; the service has one
public record BuildOrder(Stack stack, Service service, Build build, BuildOptions options) {
    /// The name that the image gets.
    String name() {
        return name(stack, service);
    }

    /// An image that is only built, and has no name in the file, is called after project and service.
    static String name(Stack stack, Service service) {
        return service.program().image().map(ImageReference::text).orElseGet(() -> stack.name() + "-" + service.name());
    }

    boolean flag(String key) {
        return words().find(key).filter(Json.bool(true)::equals).isPresent();
    }

    Optional<String> text(String key) {
        return words().find(key).flatMap(BuildOrder::text);
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        if (words().find(key).orElse(null) instanceof Json.Array(List<Json> values)) {
            values.forEach(value -> text(value).ifPresent(texts::add));
        }
        return texts;
    }

    Json.Members members(String key) {
        return words().find(key).orElse(null) instanceof Json.Members members
                ? members
                : Json.object().build();
    }

    /// Whether the file says anything of it.
    boolean says(String key) {
        return switch (words().find(key).orElse(new Json.Null())) {
            case Json.Null _ -> false;
            case Json.Bool(boolean value) -> value;
            case Json.Text(String text) -> !text.isEmpty();
            case Json.Number _ -> true;
            case Json.Array(List<Json> values) -> !values.isEmpty();
            case Json.Members(Map<String, Json> values) -> !values.isEmpty();
        };
    }

    /// `services.web.build`, as problems name it.
    String path() {
        return "services." + service.name() + ".build";
    }

    private Json.Members words() {
        return service.specification().members().find("build").orElse(null) instanceof Json.Members members
                ? members
                : Json.object().build();
    }

    private static Optional<String> text(Json value) {
        return switch (value) {
            case Json.Text(String text) -> Optional.of(text);
            case Json.Number(String literal) -> Optional.of(literal);
            case Json.Bool(boolean flag) -> Optional.of(Boolean.toString(flag));
            case Json.Null _, Json.Array _, Json.Members _ -> Optional.empty();
        };
    }
}
