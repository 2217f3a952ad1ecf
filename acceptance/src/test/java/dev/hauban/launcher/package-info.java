/// **Here:** what `./hauban` promises before the program itself begins: a JDK is found or the way to one told, what
/// changed is built, old code never runs for new sources.
///
/// **Refused:** what the program does once it runs.
///
/// **Visitors:** whoever changes `hauban`, `mvnw` or `launcher/`.
///
/// **Read first:** `LauncherTest`.
@NullMarked
package dev.hauban.launcher;

import org.jspecify.annotations.NullMarked;
