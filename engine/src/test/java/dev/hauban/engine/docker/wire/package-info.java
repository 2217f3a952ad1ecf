/// **Here:** the wire to a Docker daemon, tried on one that says byte for byte what a test wants, and on real ones.
///
/// **Refused:** containers' meaning, which is the Docker engine's to test.
///
/// **Visitors:** none.
///
/// **Read first:** [dev.hauban.engine.docker.wire.FakeDaemon].
@NullMarked
package dev.hauban.engine.docker.wire;

import org.jspecify.annotations.NullMarked;
