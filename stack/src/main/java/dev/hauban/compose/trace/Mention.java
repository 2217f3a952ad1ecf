package dev.hauban.compose.trace;

import java.util.Map;

/// A text that names variables.
///
/// @param path such as `services.web.image`; empty in a file of variables
/// @param text as it is written
/// @param isName whether the whole text is a variable's name, as in `environment: [TOKEN]`
/// @param environment what it is filled in from
public record Mention(Spot at, String path, String text, boolean isName, Map<String, String> environment) {}
