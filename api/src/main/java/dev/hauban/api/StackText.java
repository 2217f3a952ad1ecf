package dev.hauban.api;

import dev.hauban.stack.Stack;
import java.io.IOException;

/// A stack as text and back, nothing lost: how it travels to the operator and how it is kept.
public interface StackText {
    /// One line or several.
    String write(Stack stack);

    /// @throws IOException if the text is not one that [#write] made; its message says what is wrong
    Stack read(String text) throws IOException;
}
