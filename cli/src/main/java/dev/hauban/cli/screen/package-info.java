/// How answers look.
///
/// **Here:** tables, durations in words, instances as Docker Compose writes them, colors, the lines of logs, and what a
/// command shows while it works: a live table, plain lines, or JSON.
///
/// **Refused:** asking anybody anything; knowing commands and options. It is given values and a stream.
///
/// **Visitors:** `cli`.
///
/// **Read first:** [dev.hauban.cli.screen.Board], then [dev.hauban.cli.screen.LiveTable].
@NullMarked
package dev.hauban.cli.screen;

import org.jspecify.annotations.NullMarked;
