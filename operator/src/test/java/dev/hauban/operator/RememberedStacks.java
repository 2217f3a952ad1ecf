package dev.hauban.operator;

import dev.hauban.api.StackText;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stacks written as a number: for tests whose readers are in the same process as the writers.
final class RememberedStacks implements StackText {
    private static final List<Stack> STACKS = new CopyOnWriteArrayList<>();

    @Override
    public String write(Stack stack) {
        synchronized (STACKS) {
            STACKS.add(stack);
            return "stack " + (STACKS.size() - 1);
        }
    }

    @Override
    public Stack read(String text) throws IOException {
        if (!text.matches("stack [0-9]+")) {
            throw MalformedJson.shape("no stack: " + text);
        }
        return STACKS.get(Integer.parseInt(text.substring("stack ".length())));
    }
}
