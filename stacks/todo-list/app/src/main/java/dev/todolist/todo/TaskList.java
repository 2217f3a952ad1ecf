package dev.todolist.todo;

/// A list, as it is seen from outside.
///
/// @param open how many of its tasks are not done
public record TaskList(String id, String title, long open, long total) {}
