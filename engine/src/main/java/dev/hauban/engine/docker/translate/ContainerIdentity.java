package dev.hauban.engine.docker.translate;

import java.util.List;
import java.util.Optional;

/// Which container of a service it is that is made.
public sealed interface ContainerIdentity {
    /// One of those that `up` keeps.
    ///
    /// @param number from 1
    record Numbered(int number) implements ContainerIdentity {}

    /// One of those that `up` keeps, in the place of another one that is still there.
    ///
    /// @param replaced the id of the other one
    /// @param mounts the mounts of the other one; empty where its anonymous volumes shall be new
    record Replacing(int number, String replaced, List<OldMount> mounts) implements ContainerIdentity {
        public Replacing {
            mounts = List.copyOf(mounts);
        }
    }

    /// One for a single command (`run`), beside the others.
    ///
    /// @param slug 64 hexadecimal digits that nothing else has
    /// @param name what it is called; where absent, a name is made of the slug
    record OneOff(String slug, Optional<String> name, Manner manner) implements ContainerIdentity {}

    /// How a container for a single command is used.
    ///
    /// @param hasAliases whether the others find it by the service's name
    /// @param attachesInput whether it gets an input that ends with the one who gives it
    /// @param isRemovedAfterwards whether the daemon takes it away when it ends
    record Manner(boolean hasAliases, boolean attachesInput, boolean isRemovedAfterwards) {}

    /// A mount of a container that is there, in the daemon's words.
    ///
    /// @param type such as `volume`
    /// @param source a volume's name, or a path of the host
    /// @param target where it is in the container
    record OldMount(String type, String source, String target, boolean isReadOnly) {}
}
