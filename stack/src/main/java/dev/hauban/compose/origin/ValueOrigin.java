package dev.hauban.compose.origin;

import dev.hauban.json.Json;
import java.util.List;

/// A value of the canonical document, and where it comes from.
///
/// @param path from the top; keys are texts, places in lists are numbers from 0, so that `jq` takes it as it is
/// @param value masked where it looks like a secret; also an empty mapping or list
public record ValueOrigin(List<Json> path, Json value, boolean isMasked, Origin origin) {
    public ValueOrigin {
        path = List.copyOf(path);
    }
}
