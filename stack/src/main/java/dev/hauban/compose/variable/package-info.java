/// Variables.
///
/// **Here:** filling them into texts ([dev.hauban.compose.variable.Template]) and trees
/// ([dev.hauban.compose.variable.Interpolation]), and reading files of them
/// ([dev.hauban.compose.variable.EnvironmentFile]).
///
/// **Refused:** opening files: texts come in, values go out.
///
/// **Visitors:** `compose.load`, `compose.project`; `compose.shape` for the words of booleans.
///
/// **Read first:** [dev.hauban.compose.variable.Template].
@NullMarked
package dev.hauban.compose.variable;

import org.jspecify.annotations.NullMarked;
