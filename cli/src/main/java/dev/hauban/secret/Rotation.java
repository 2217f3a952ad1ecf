package dev.hauban.secret;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Carries a plan out. Before each step it is noted how far it is; what fails is taken back at once, what is killed is
/// finished or taken back by whoever comes next.
final class Rotation {
    private final Replacing replacing;
    private final List<Step> steps;
    private final Hands hands;
    private final Set<ServiceName> running;
    private final Consumer<String> telling;

    /// Whoever does it.
    ///
    /// @param file writes the new text, or the old one
    /// @param progress notes how many steps have begun
    record Hands(Accounts accounts, Keeping keeping, Writing file, Progress progress) {}

    /// Writes the file that the secret comes from.
    interface Writing {
        /// @param isFresh whether the new text, not the old one
        void write(boolean isFresh) throws IOException;
    }

    /// Remembers how far it is, so that a kill doesn't matter.
    interface Progress {
        void begun(int steps) throws IOException;

        void finished() throws IOException;
    }

    /// @param running services that run; others aren't started
    Rotation(Replacing replacing, List<Step> steps, Hands hands, Set<ServiceName> running, Consumer<String> telling) {
        this.replacing = replacing;
        this.steps = List.copyOf(steps);
        this.hands = hands;
        this.running = Set.copyOf(running);
        this.telling = telling;
    }

    /// @param before how many steps somebody who was killed had begun; each can be done again
    /// @throws ProblemException if it can't be done; then all is as it was, or it says what isn't
    void carryOut(int before) throws IOException, InterruptedException {
        int begun = 0;
        try {
            for (Step step : steps) {
                hands.progress().begun(++begun);
                telling.accept(step.text());
                perform(step, replacing, true);
            }
        } catch (ProblemException failed) {
            giveUp(failed, Math.max(before, begun));
        } catch (IOException failed) {
            var told = Problem.error(
                    "secret.step-failed",
                    Actor.MACHINE,
                    "can't " + steps.get(begun - 1).text() + ": " + failed.getMessage());
            giveUp(new ProblemException(told, failed), Math.max(before, begun));
        } catch (InterruptedException stopped) {
            takeBack(Math.max(before, begun), List.of());
            throw stopped;
        }
        hands.progress().finished();
    }

    private void giveUp(ProblemException failed, int begun) throws InterruptedException {
        takeBack(begun, failed.problems());
        telling.accept("all is as it was before");
        throw failed;
    }

    /// @param why it is taken back, for whoever is told that it can't be
    private void takeBack(int begun, List<Problem> why) throws InterruptedException {
        try {
            takeBack(begun);
        } catch (ProblemException | IOException stuck) {
            var problems = new ArrayList<>(why);
            problems.addAll(
                    stuck instanceof ProblemException known
                            ? known.problems()
                            : List.of(Problem.error(
                                    "secret.step-failed", Actor.MACHINE, String.valueOf(stuck.getMessage()))));
            problems.add(Problem.error(
                            "secret.half-done",
                            Actor.MACHINE,
                            "the rotation of " + replacing.secret().name()
                                    + " is half done, and could not be taken back")
                    .remedy("When the cause is gone: hauban secret rotate --finish, or hauban secret rotate --undo."));
            throw new ProblemException(problems);
        }
    }

    /// Those steps that have begun, the other way round, in the same order: servers first, so that whoever is made anew
    /// can log in.
    void takeBack(int begun) throws IOException, InterruptedException {
        boolean wasInterrupted = Thread.interrupted();
        Replacing back = replacing.exchanged();
        var touched = new HashSet<Account>();
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            boolean isDue = step instanceof Step.Release(Account account) ? touched.contains(account) : at < begun;
            if (isDue) {
                telling.accept("take back: " + step.text());
                boolean isTakenBack = takeBack(step, back, at == begun - 1);
                if (isTakenBack && step instanceof Step.Change(Account account)) {
                    touched.add(account);
                }
            }
        }
        hands.progress().finished();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param isLast whether it is the one that failed, or in the middle of which somebody was killed
    ///
    /// @return whether there was something to take back
    private boolean takeBack(Step step, Replacing back, boolean isLast) throws IOException, InterruptedException {
        try {
            perform(step, back, false);
            return true;
        } catch (ProblemException refused) {
            // A server that lets in neither the old password nor the new one has not been given the new one by us.
            boolean isUntouched = isLast
                    && step instanceof Step.Change
                    && refused.problems().stream()
                            .allMatch(problem -> problem.code().equals(EngineAccounts.NOT_CHANGED));
            if (!isUntouched) {
                throw refused;
            }
            return false;
        }
    }

    private void perform(Step step, Replacing way, boolean isFresh) throws IOException, InterruptedException {
        switch (step) {
            case Step.Change(Account account) -> hands.accounts().change(way, account);
            case Step.Write _ -> hands.file().write(isFresh);
            case Step.Recreate(List<ServiceName> services, boolean areServers) ->
                recreate(areServers ? way.after() : way.withServersAsBefore(servers()), services);
            case Step.Release(Account account) -> hands.accounts().release(way, account);
        }
    }

    private Set<ServiceName> servers() {
        return steps.stream()
                .flatMap(step ->
                        step instanceof Step.Change(Account account) ? Stream.of(account.service()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    private void recreate(Stack stack, List<ServiceName> services) throws InterruptedException {
        List<ServiceName> up = services.stream().filter(running::contains).toList();
        if (!up.isEmpty()) {
            hands.keeping().recreate(stack, up);
        }
    }
}
