/// What is asked of the reader of Compose files.
///
/// **Here:** [dev.hauban.compose.request.ComposeRequest], the words of the command line; and
/// [dev.hauban.compose.request.ComposeFiles], the only way out to files.
///
/// **Refused:** reading the environment or the working directory by itself: both are told.
///
/// **Visitors:** whoever asks [dev.hauban.compose.ComposeReader], and the rooms that answer.
///
/// **Read first:** [dev.hauban.compose.request.ComposeRequest].
@NullMarked
package dev.hauban.compose.request;

import org.jspecify.annotations.NullMarked;
