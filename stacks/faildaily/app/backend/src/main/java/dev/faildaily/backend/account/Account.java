package dev.faildaily.backend.account;

/// Somebody who has registered.
public record Account(long id, String name) {}
