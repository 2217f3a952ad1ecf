/// Decides what to do next.
///
/// **Here:** the pure function `Planner.next(wanted, observed, memory, now)` and the values that go in and come out.
/// Up, down, scale, restart, supervision with its back-off, one-shots: all are wanted states.
///
/// **Refused:** clocks, files, processes, networks. Time is an argument; nothing in here changes the world.
///
/// **Visitors:** the operator asks for the next steps; engines perform them; the command line prints them.
///
/// **Read first:** [dev.hauban.plan.Wanted], [dev.hauban.plan.Observed], [dev.hauban.plan.Step], then
/// [dev.hauban.plan.Decision].
@NullMarked
package dev.hauban.plan;

import org.jspecify.annotations.NullMarked;
