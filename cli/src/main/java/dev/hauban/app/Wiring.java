package dev.hauban.app;

import dev.hauban.cli.House;

/// Makes the parts that a command asks for, when it asks.
final class Wiring implements House {}
