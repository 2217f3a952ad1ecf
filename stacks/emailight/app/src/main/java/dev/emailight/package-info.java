/// E-mail that is written now and sent by a worker.
///
/// [dev.emailight.Emailight] puts the parts together, as three programs: the site, the worker, and the catcher of
/// e-mails
/// for development. Each package below is one part: who somebody is (`account`), what they write (`message`), how it is
/// sent
/// (`sending`), where it is kept (`database`, `redis`), how it is shown (`web`, `catcher`), and how the program tells
/// how it
/// is (`operation`, `trouble`).
@NullMarked
package dev.emailight;

import org.jspecify.annotations.NullMarked;
