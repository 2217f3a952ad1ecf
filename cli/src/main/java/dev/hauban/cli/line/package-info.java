/// The language of the command line.
///
/// **Here:** what a command and an option are, as values; reading what was typed by them with the rules of Docker's own
/// parser; help text; exit codes.
///
/// **Refused:** knowing any one command, carrying anything out, printing.
///
/// **Visitors:** `cli`, which describes its commands in these words.
///
/// **Read first:** [dev.hauban.cli.line.CommandDescription], then [dev.hauban.cli.line.CommandLineReader].
@NullMarked
package dev.hauban.cli.line;

import org.jspecify.annotations.NullMarked;
