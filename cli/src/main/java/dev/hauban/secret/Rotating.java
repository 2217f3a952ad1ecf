package dev.hauban.secret;

import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.setup.Settings;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Replaces a secret: what is to be done, and doing it, from the beginning or from where somebody was killed.
public final class Rotating {
    private final Secrets secrets;
    private final Replacing replacing;
    private final RotationPlan plan;
    private final SecretFile before;
    private final SecretFile after;
    private final String made;

    /// Reads the stack as it would be with other texts of files, by their absolute paths.
    public interface Rereading {
        Stack with(Map<String, String> texts) throws IOException;
    }

    private Rotating(
            Secrets secrets, Secret secret, SecretFile before, SecretFile after, Rereading rereading, String made)
            throws IOException {
        this.secrets = secrets;
        this.before = before;
        this.after = after;
        this.made = made;
        String path = before.path().toString();
        this.replacing = new Replacing(
                secret,
                secrets.held(secret, before),
                secrets.held(secret, after),
                rereading.with(Map.of(path, before.text())),
                rereading.with(Map.of(path, after.text())),
                secrets.contents());
        Path standing = secrets.around().standing();
        Path shown = before.path().startsWith(standing) ? standing.relativize(before.path()) : before.path();
        this.plan = RotationPlan.of(replacing, shown.toString());
    }

    /// A new value for a secret. Nothing is changed yet.
    public static Rotating of(Secrets secrets, String name, Rereading rereading) throws IOException {
        if (HalfDone.read(secrets.around().state()).isPresent()) {
            throw new ProblemException(
                    Problem.error("secret.half-done", Actor.AUTHOR, "another rotation was begun and has not ended")
                            .remedy("hauban secret rotate --finish, or hauban secret rotate --undo."));
        }
        Secret secret = secrets.find(name);
        SecretFile before = secrets.file(secret);
        Settings.Fresh fresh = secrets.fresh(secret, before);
        SecretFile after = secrets.changed(secret, before, fresh.value());
        return new Rotating(secrets, secret, before, after, rereading, fresh.what());
    }

    /// The one that was begun and has not ended; empty where there is none.
    public static Optional<Rotating> left(Secrets secrets, Rereading rereading) throws IOException {
        Optional<HalfDone> half = HalfDone.read(secrets.around().state());
        if (half.isEmpty()) {
            return Optional.empty();
        }
        var key = secrets.around().key();
        return Optional.of(new Rotating(
                secrets,
                secrets.find(half.get().name()),
                SecretFile.of(half.get().file(), half.get().before(), key),
                SecretFile.of(half.get().file(), half.get().after(), key),
                rereading,
                "what was made before"));
    }

    public RotationPlan plan() {
        return plan;
    }

    public Secret secret() {
        return replacing.secret();
    }

    /// `32 letters and digits`.
    public String made() {
        return made;
    }

    /// @throws ProblemException if it can't be done; then all is as it was, or it says what isn't
    public void carryOut(Engine engine, Keeping keeping, Consumer<String> telling)
            throws IOException, InterruptedException {
        if (!plan.problems().isEmpty()) {
            throw new ProblemException(plan.problems());
        }
        Set<ServiceName> running = running(engine);
        List<ServiceName> down = plan.accounts().stream()
                .map(Account::service)
                .filter(server -> !running.contains(server))
                .distinct()
                .toList();
        if (!down.isEmpty()) {
            keeping.bringUp(replacing.before(), down);
            running.addAll(down);
        }
        var half = new HalfDone(secret().name(), before.path(), before.raw(), after.raw(), 0, List.copyOf(running));
        rotation(engine, keeping, telling, half).carryOut(0);
        note(replacing.fresh());
    }

    /// Goes on with the one that was left, from its beginning: each step can be done again.
    public void finish(Engine engine, Keeping keeping, Consumer<String> telling)
            throws IOException, InterruptedException {
        HalfDone half = left(keeping);
        rotation(engine, keeping, telling, half).carryOut(half.begun());
        note(replacing.fresh());
    }

    /// Takes back the one that was left.
    public void undo(Engine engine, Keeping keeping, Consumer<String> telling)
            throws IOException, InterruptedException {
        HalfDone half = left(keeping);
        rotation(engine, keeping, telling, half).takeBack(half.begun());
    }

    private HalfDone left(Keeping keeping) throws IOException, InterruptedException {
        HalfDone half = HalfDone.read(secrets.around().state()).orElseThrow();
        List<ServiceName> servers =
                plan.accounts().stream().map(Account::service).distinct().toList();
        if (!servers.isEmpty()) {
            keeping.bringUp(replacing.before(), servers);
        }
        return half;
    }

    private Rotation rotation(Engine engine, Keeping keeping, Consumer<String> telling, HalfDone half) {
        var state = secrets.around().state();
        var progress = new Rotation.Progress() {
            @Override
            public void begun(int steps) throws IOException {
                half.withBegun(Math.max(steps, half.begun())).write(state);
            }

            @Override
            public void finished() throws IOException {
                HalfDone.forget(state);
            }
        };
        var accounts = new EngineAccounts(engine, secrets.around().chance());
        var hands = new Rotation.Hands(accounts, keeping, this::write, progress);
        return new Rotation(replacing, plan.steps(), hands, Set.copyOf(half.running()), telling);
    }

    /// The whole text where nobody else has written into the file meanwhile; else the secret alone.
    private void write(boolean isFresh) throws IOException {
        SecretFile wanted = isFresh ? after : before;
        SecretFile present = secrets.file(secret());
        boolean isOurs = Arrays.equals(present.raw(), before.raw()) || Arrays.equals(present.raw(), after.raw());
        String value = isFresh ? replacing.fresh() : replacing.old();
        SecretFile next = isOurs ? wanted : secrets.changed(secret(), present, value);
        SecretFile.write(next.path(), next.raw());
    }

    private Set<ServiceName> running(Engine engine) throws IOException {
        return engine.observe(replacing.before().name()).instances().stream()
                .filter(Instance::isUp)
                .map(instance -> instance.id().service())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void note(String value) throws IOException {
        var around = secrets.around();
        new Ages(around.state()).note(secret().name(), value, around.clock().instant(), around.chance());
    }
}
