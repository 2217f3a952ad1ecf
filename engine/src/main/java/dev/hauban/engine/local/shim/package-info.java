/// The shim: the small native process beside each local service that outlives the operator.
///
/// **Here:** the shim's program is unpacked, given its specs and asked for its answers; what it leaves behind (who
/// runs, how it ended, what was written) is read. The program itself is C, in `src/main/native`; its `PROTOCOL.md`
/// is the agreement between the two.
///
/// **Refused:** knowing what a service is, deciding what to start, how to restart or where files belong.
///
/// **Visitors:** the local engine, for everything that touches a process of a service.
///
/// **Read first:** [dev.hauban.engine.local.shim.Shim].
@NullMarked
package dev.hauban.engine.local.shim;

import org.jspecify.annotations.NullMarked;
