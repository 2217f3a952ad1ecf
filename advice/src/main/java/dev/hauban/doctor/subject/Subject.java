package dev.hauban.doctor.subject;

import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.List;

/// Everything that is looked at, as values.
public record Subject(Stack stack, Places places, ProjectFiles files, Machine machine) {
    /// Those that are switched on, in the order of their names.
    public List<Service> services() {
        return List.copyOf(stack.services().values());
    }
}
