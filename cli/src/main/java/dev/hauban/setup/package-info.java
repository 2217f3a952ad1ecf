/// Prepares a fresh copy of a project: settings files with the secrets that nobody should have to make up.
///
/// **Here:** what a line of `.env.example` asks for, which values are only placeholders, what the new `.env` says; and
/// the
/// hands that read and write those files whole.
///
/// **Refused:** changing what somebody has set; making up what only somebody else can give (the key of a paid service);
/// showing a secret; making anything but settings files.
///
/// **Visitors:** `hauban setup`.
///
/// **Read first:** [dev.hauban.setup.Preparation], then [dev.hauban.setup.Setup].
@NullMarked
package dev.hauban.setup;

import org.jspecify.annotations.NullMarked;
