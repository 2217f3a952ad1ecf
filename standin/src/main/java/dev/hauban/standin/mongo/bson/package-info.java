/// **Here:** Documents as bytes, and as the extended JSON that people and scripts read.
///
/// **Refused:** To know what a document is for.
///
/// **Visitors:** Every other room of the stand-in.
///
/// **Read first:** `Bson`.
@NullMarked
package dev.hauban.standin.mongo.bson;

import org.jspecify.annotations.NullMarked;
