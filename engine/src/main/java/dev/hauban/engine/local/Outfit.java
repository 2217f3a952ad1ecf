package dev.hauban.engine.local;

import dev.hauban.engine.local.host.Accounts;
import dev.hauban.engine.local.rewrite.Rewriting;
import dev.hauban.stack.Mount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an instance's processes are given: the first one, and every command that is run inside later.
///
/// @param words the command, as it is executed on this rung
/// @param environment complete
/// @param identity absent: the user who runs Hauban, as on rung 3 without root
/// @param placements what appears where on rungs 1 and 2; outer folders first
/// @param rewriting what the words of a command mean on this rung
/// @param places what `rewriting` does to paths
/// @param names what `rewriting` does to names
record Outfit(
        int rung,
        List<String> words,
        Map<String, String> environment,
        String directory,
        Optional<Accounts.Identity> identity,
        List<Placement> placements,
        List<Mount.Temporary> temporaries,
        Rewriting rewriting,
        Map<String, String> places,
        Map<String, String> names) {}
