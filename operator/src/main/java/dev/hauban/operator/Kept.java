package dev.hauban.operator;

import dev.hauban.api.LastOperator;
import dev.hauban.api.Project;
import dev.hauban.engine.Engine;
import dev.hauban.engine.StateFolder;
import dev.hauban.journal.Remembered;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Request;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A project in an operator's care, as somebody sees it who reads what the operator writes, and asks it nothing.
public final class Kept {
    private final Project project;
    private final OperatorParts parts;

    public Kept(Project project, OperatorParts parts) {
        this.project = project;
        this.parts = parts;
    }

    /// What is seen of the project, where all that is asked for is wanted already, and so.
    ///
    /// @return empty where an operator has to be asked: something would be another way than it is, or nobody
    ///     looks after the project, or an operator of another version does
    public Optional<Observed> glance(Stack files, Request request) throws InterruptedException {
        var folder = new StateFolder(project.state());
        try {
            if (!new LastOperator(parts.places()).isOf(parts.program()) || !isKept(folder)) {
                return Optional.empty();
            }
            Optional<Wanted> wanted = Remembered.wanted(folder, parts.stacks());
            Optional<Memory> memory = Remembered.memory(folder, parts.stacks());
            return wanted.isPresent() && memory.isPresent()
                    ? look(wanted.get(), memory.get(), files, request)
                    : Optional.empty();
        } catch (IOException | ProblemException unseen) {
            // The operator tries again, and tells of it.
            return Optional.empty();
        }
    }

    private Optional<Observed> look(Wanted wanted, Memory memory, Stack files, Request request)
            throws IOException, InterruptedException {
        Instant now = parts.clock().instant();
        if (!Glance.areKnown(files, request)
                || !wanted.asked(request, files, now).asksNoMoreThan(wanted)) {
            return Optional.empty();
        }
        try (Engine engine = parts.engines().open(project)) {
            return new Glance(project, engine, now).look(wanted, memory, files, request);
        }
    }

    private static boolean isKept(StateFolder folder) throws IOException, InterruptedException {
        if (!Files.exists(folder.file(Keeper.KEEPER))) {
            return false;
        }
        Optional<Hold> free = Hold.take(folder.file(Keeper.KEEPER), Keeper.holder(), Duration.ZERO);
        if (free.isPresent()) {
            free.get().close();
        }
        return free.isEmpty();
    }
}
