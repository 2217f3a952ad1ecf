/// The shapes of the specification: every key, what it may be and what it becomes, each in one line of a table.
///
/// **Here:** the tables ([dev.hauban.compose.shape.ComposeShapes] and its neighbors), holding a tree against them
/// ([dev.hauban.compose.shape.Validation]), the canonical form of every value ([dev.hauban.compose.shape.Casting]), and
/// the document as JSON ([dev.hauban.compose.shape.GoJson]).
///
/// **Refused:** looking from one attribute at another: that is `compose.project`'s.
///
/// **Visitors:** `compose.load`, `compose.project`, `compose.meaning`, `compose`.
///
/// **Read first:** `ServiceShapes`, then [dev.hauban.compose.shape.Validation].
@NullMarked
package dev.hauban.compose.shape;

import org.jspecify.annotations.NullMarked;
