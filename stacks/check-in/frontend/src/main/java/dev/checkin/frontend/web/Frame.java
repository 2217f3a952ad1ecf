package dev.checkin.frontend.web;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// What every page has.
///
/// @param proof goes into each form
/// @param base stands in front of the path in an address for others
/// @param asset the address of one of our files
public record Frame(Optional<Guest> guest, String proof, String base, Times times, UnaryOperator<String> asset) {}
