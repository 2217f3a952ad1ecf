package dev.todoapp.lists;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// A list.
///
/// @param template what it was generated from
/// @param day that it is all about
record TaskList(UUID id, String title, Optional<String> template, Optional<LocalDate> day, long open, long total) {}
