package dev.todolist.account;

/// Somebody who has lists.
public record Account(String id, String name) {}
