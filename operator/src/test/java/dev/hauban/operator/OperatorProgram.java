package dev.hauban.operator;

import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.Program;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// An operator as a program of its own, on an engine that forgets everything with it. What is named `hanging` never
/// comes up.
final class OperatorProgram {
    private OperatorProgram() {}

    /// @param arguments the places' two folders, version and build
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[3].equals("broken")) {
            System.err.println("this build is broken");
            System.exit(3);
        }
        var engine = new FakeEngine(InstantSource.system());
        var parts = new OperatorParts(
                new OperatorPlaces(Path.of(arguments[0]), Path.of(arguments[1])),
                new Program(arguments[2], arguments[3]),
                new SmallStacks(),
                _ -> new HangingEngine(engine),
                InstantSource.system(),
                "boot",
                System.out);
        try (var operator = new Operator(parts)) {
            operator.start();
            operator.await();
        }
    }

    private static final class HangingEngine extends SharedEngine {
        HangingEngine(FakeEngine engine) {
            super(engine);
        }

        @Override
        public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
            if (step instanceof Step.Start start
                    && start.instance().service().text().equals("hanging")) {
                new CountDownLatch(1).await();
            }
            return super.perform(stack, step, progress);
        }
    }
}
