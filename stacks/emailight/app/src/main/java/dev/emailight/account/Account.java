package dev.emailight.account;

/// Somebody who writes e-mails.
public record Account(String id, String name, String email) {}
