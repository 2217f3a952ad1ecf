/// Tests of the shim through real processes.
///
/// **Here:** each thing the shim promises, and each fault it must bear.
///
/// **Refused:** fakes: what is tested is what the kernel does.
///
/// **Visitors:** none.
///
/// **Read first:** [dev.hauban.engine.local.shim.RunTest].
@NullMarked
package dev.hauban.engine.local.shim;

import org.jspecify.annotations.NullMarked;
