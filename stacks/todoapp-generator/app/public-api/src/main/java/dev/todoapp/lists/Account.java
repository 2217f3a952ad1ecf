package dev.todoapp.lists;

import java.util.UUID;

/// Somebody who has lists.
record Account(UUID id, String name) {}
