package dev.hauban.operator;

import dev.hauban.api.StackText;
import dev.hauban.json.MalformedJson;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stacks written as a number: for tests whose readers are in the same process as the writers.
final class RememberedStacks implements StackText {
    private final List<Stack> stacks = new CopyOnWriteArrayList<>();

    @Override
    public synchronized String write(Stack stack) {
        stacks.add(stack);
        return "stack " + (stacks.size() - 1);
    }

    @Override
    public Stack read(String text) throws IOException {
        if (!text.matches("stack [0-9]+")) {
            throw MalformedJson.shape("no stack: " + text);
        }
        return stacks.get(Integer.parseInt(text.substring("stack ".length())));
    }
}
