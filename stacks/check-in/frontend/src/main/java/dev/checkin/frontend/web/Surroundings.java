package dev.checkin.frontend.web;

import java.time.Clock;
import java.util.Optional;

/// Where the pages are shown.
///
/// @param publicUrl what they are called from outside, if that is settled
/// @param isBehindProxy whether something in front of us says who asked, and by which protocol
/// @param clock of the people who read them
public record Surroundings(Optional<String> publicUrl, boolean isBehindProxy, Clock clock) {}
