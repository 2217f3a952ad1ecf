/// Fakes that pass the contract suites, and the suites.
///
/// **Here:** [dev.hauban.testkit.EngineContract], which every engine passes; [dev.hauban.testkit.FakeEngine], an engine
/// in memory that passes it too and does what a test tells it; [dev.hauban.testkit.ServiceBuilder] for stacks in tests.
///
/// **Refused:** mocks; anything that a running Hauban needs.
///
/// **Visitors:** tests of every room.
///
/// **Read first:** [dev.hauban.testkit.FakeEngine].
@NullMarked
package dev.hauban.testkit;

import org.jspecify.annotations.NullMarked;
