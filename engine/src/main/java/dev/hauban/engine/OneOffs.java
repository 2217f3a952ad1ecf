package dev.hauban.engine;

import dev.hauban.plan.Instance;
import java.util.List;

/// The instances for single commands that were there at one moment.
///
/// @param instances whose numbers mean nothing but themselves, and only to these hands
/// @param hands what can be done to them, and asked of them
public record OneOffs(List<Instance> instances, ByHand hands) {
    public OneOffs {
        instances = List.copyOf(instances);
    }
}
