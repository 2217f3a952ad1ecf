package dev.hauban.journal;

import dev.hauban.api.StackText;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Stack;
import java.io.IOException;

/// Stacks without services, written as their name.
final class EmptyStacks implements StackText {
    @Override
    public String write(Stack stack) {
        return "stack " + stack.name();
    }

    @Override
    public Stack read(String text) throws IOException {
        if (!text.startsWith("stack ")) {
            throw MalformedJson.shape("no stack: " + text);
        }
        return Stack.empty(new ProjectName(text.substring("stack ".length())));
    }
}
