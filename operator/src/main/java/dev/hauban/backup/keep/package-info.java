/// Sets of copies on a disk.
///
/// **Here:** [dev.hauban.backup.keep.SetFolder], which makes sets whole and finds them again; what stands in a set
/// ([dev.hauban.backup.keep.Manifest], [dev.hauban.backup.keep.Proof]); writing and reading parts, compressed, with
/// a sum for each block.
///
/// **Refused:** knowing what a part means; handing out a byte of a block before its sum was right.
///
/// **Visitors:** `backup`.
///
/// **Read first:** [dev.hauban.backup.keep.SetFolder], then [dev.hauban.backup.keep.Draft].
@NullMarked
package dev.hauban.backup.keep;

import org.jspecify.annotations.NullMarked;
