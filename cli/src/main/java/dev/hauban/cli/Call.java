package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;

/// One use of a command: what was typed, and what there is to answer it with.
record Call(CommandLine line, CommonOptions options, Surroundings surroundings, House house) {}
