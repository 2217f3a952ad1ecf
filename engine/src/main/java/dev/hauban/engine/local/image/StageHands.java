package dev.hauban.engine.local.image;

import dev.hauban.engine.local.dockerfile.Instruction;
import java.io.IOException;
import java.util.List;

/// Does to a stage's files what its instructions ask for.
interface StageHands {
    void makeFolder(String path) throws IOException;

    void own(String path, StageTree.Owner owner) throws IOException;

    void mode(String mode, List<String> paths, boolean isDeep) throws IOException, InterruptedException;

    void copy(Instruction.Copy copy, Configuration configuration) throws IOException, InterruptedException;

    void run(Instruction.Run run, List<String> words, Configuration configuration)
            throws IOException, InterruptedException;

    /// Hands for a stage that is there already.
    static StageHands none() {
        return new StageHands() {
            @Override
            public void makeFolder(String path) {}

            @Override
            public void own(String path, StageTree.Owner owner) {}

            @Override
            public void mode(String mode, List<String> paths, boolean isDeep) {}

            @Override
            public void copy(Instruction.Copy copy, Configuration configuration) {}

            @Override
            public void run(Instruction.Run run, List<String> words, Configuration configuration) {}
        };
    }
}
