package dev.todoapp.lists;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// Something on a list.
///
/// @param phase the part of a generated list that it belongs to
record Task(UUID id, UUID list, Optional<String> phase, String words, Optional<LocalDate> due, boolean isDone) {}
