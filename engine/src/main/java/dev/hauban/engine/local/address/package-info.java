/// Which address belongs to whom.
///
/// **Here:** [dev.hauban.engine.local.address.Addresses] hands out loopback addresses and addresses inside networks,
/// and
/// gives everybody the same one again; [dev.hauban.engine.local.address.Block] is the arithmetic.
///
/// **Refused:** making interfaces: that is the shim's.
///
/// **Visitors:** the local engine.
///
/// **Read first:** [dev.hauban.engine.local.address.Addresses].
@NullMarked
package dev.hauban.engine.local.address;

import org.jspecify.annotations.NullMarked;
