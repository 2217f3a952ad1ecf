package dev.hauban.engine;

import dev.hauban.plan.InstanceId;
import java.time.Instant;
import java.util.Optional;

/// The image that an instance was made from.
///
/// @param name the instance's, as the engine has it
/// @param repository `postgres`, or empty where the image has no name any more
/// @param tag `17`, or empty
/// @param platform `linux/amd64`
/// @param id `sha256:…`
/// @param size in bytes
/// @param tagged when it got its name, if the engine knows
public record ImageSeen(
        InstanceId instance,
        String name,
        String repository,
        String tag,
        String platform,
        String id,
        long size,
        Optional<Instant> tagged) {}
