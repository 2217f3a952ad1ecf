package dev.hauban.operator;

import dev.hauban.api.StackText;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stacks of services of which only the name is of interest, as text that another process reads: `shop: database web`.
final class SmallStacks implements StackText {
    static Stack of(String text) {
        String[] parts = text.split(": ", 2);
        Service[] services = Stream.of(parts[1].split(" "))
                .map(name -> ServiceBuilder.named(name)
                        .restart(new RestartPolicy.Always())
                        .build())
                .toArray(Service[]::new);
        return ServiceBuilder.stack(parts[0], services);
    }

    @Override
    public String write(Stack stack) {
        return stack.name() + ": "
                + stack.services().keySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    @Override
    public Stack read(String text) throws IOException {
        if (!text.contains(": ")) {
            throw MalformedJson.shape("no stack: " + text);
        }
        return of(text);
    }
}
