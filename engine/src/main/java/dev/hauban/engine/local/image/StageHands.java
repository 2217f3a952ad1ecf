package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import dev.hauban.engine.local.dockerfile.RunLine;
import dev.hauban.problem.Place;
import java.io.IOException;
import java.util.List;

/// Does to a stage's files what its instructions ask for.
interface StageHands {
    void makeFolder(String path) throws IOException;

    void own(String path, StageTree.Owner owner) throws IOException;

    /// @param mode with absolute paths
    void mode(Place place, RunLine.Part.Mode mode) throws IOException, InterruptedException;

    void copy(Instruction.Copy copy, Configuration configuration) throws IOException, InterruptedException;

    /// Runs a line to its end.
    ///
    /// @return what it called of commands that only prepare a container
    List<Deed> run(Instruction.Run run, List<String> words, Configuration configuration)
            throws IOException, InterruptedException;

    /// Hands for a stage that is there already.
    ///
    /// @param deeds what was done when it was made
    static StageHands remembering(int stage, Deeds deeds) {
        return new StageHands() {
            private int runs;

            @Override
            public void makeFolder(String path) {}

            @Override
            public void own(String path, StageTree.Owner owner) {}

            @Override
            public void mode(Place place, RunLine.Part.Mode mode) {}

            @Override
            public void copy(Instruction.Copy copy, Configuration configuration) {}

            @Override
            public List<Deed> run(Instruction.Run run, List<String> words, Configuration configuration) {
                return deeds.of(stage, runs++);
            }
        };
    }
}
