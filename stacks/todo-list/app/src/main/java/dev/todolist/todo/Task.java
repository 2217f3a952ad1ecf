package dev.todolist.todo;

import java.time.LocalDate;
import java.util.Optional;

/// Something to be done.
///
/// @param list the id of the list that it is on
public record Task(String id, String list, String text, Optional<LocalDate> due, boolean isDone) {
    public boolean isLate(LocalDate today) {
        return !isDone && due.isPresent() && due.get().isBefore(today);
    }

    public boolean isDueOn(LocalDate today) {
        return !isDone && due.isPresent() && due.get().equals(today);
    }
}
