package dev.hauban.operator;

import dev.hauban.api.Project;
import dev.hauban.engine.Engine;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;

/// What a keeper has at hand: one project, for how long it is kept, its engine, and the queue in which everything
/// arrives.
record Post(
        Project project,
        Book.Term term,
        OperatorParts parts,
        Engine engine,
        BlockingQueue<Occurrence> queue,
        Audience audience) {
    Instant now() {
        return parts.clock().instant();
    }

    void say(String text) {
        parts.say(project.name() + ": " + text);
    }
}
