package dev.hauban.backup;

import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Subject;
import java.util.List;

/// Is told how it goes.
public interface Telling {
    void copying(Subject subject);

    void copied(Part part);

    void restoring(Part part);

    void proving(Part part);

    /// @param differences from what was copied, or what kept it from being tried; empty when all is well
    void proven(Part part, List<String> differences);
}
