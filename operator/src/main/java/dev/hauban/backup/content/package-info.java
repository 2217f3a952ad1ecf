/// What a copy holds, told from the copy itself while it passes.
///
/// **Here:** [dev.hauban.backup.content.Holdings]: of each table how many rows and the sum of their check sums, of the
/// rest how many there are; and for each form of copy one way to read along ([dev.hauban.backup.content.Reading]).
///
/// **Refused:** keeping more of a copy than a few kilobytes; asking a database anything; judging what differs.
///
/// **Visitors:** `backup` reads along when it copies and when it proves.
///
/// **Read first:** [dev.hauban.backup.content.Holdings], then [dev.hauban.backup.content.PostgresReading].
@NullMarked
package dev.hauban.backup.content;

import org.jspecify.annotations.NullMarked;
