package dev.hauban.compose.load;

import java.util.List;
import java.util.Map;

/// Where a set of files is read.
///
/// @param folder from which the paths in the files are seen; relative below an including file
/// @param directory where files that are named in the files are looked for
/// @param environment what variables are filled in from
/// @param including the files that include these, outermost first
record Setting(String folder, String directory, Map<String, String> environment, List<String> including) {}
