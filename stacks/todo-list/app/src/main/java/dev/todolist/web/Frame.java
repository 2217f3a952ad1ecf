package dev.todolist.web;

import dev.todolist.account.Account;
import java.time.LocalDate;
import java.util.Optional;

/// What every page has.
///
/// @param proof goes into each form
/// @param style the address of the style sheet
/// @param script the address of the script
public record Frame(Optional<Account> account, String proof, String style, String script, LocalDate today) {}
