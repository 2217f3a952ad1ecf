package dev.hauban.backup;

import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Subject;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Puts what is in a set in the place of what is there. All of the new is made and looked at beside the old, while
/// services run; then they are stopped, folders change places by renaming, and services start again.
final class Restoring implements AutoCloseable {
    private final Backups.Around around;
    private final Stack stack;
    private final KeptSet set;
    private final Telling telling;
    private final List<Replacement> replacements = new ArrayList<>();
    private final List<Mover> movers = new ArrayList<>();
    private boolean isUndecided;
    private @Nullable PlainDump addition;

    Restoring(Backups.Around around, Stack stack, KeptSet set, Telling telling) {
        this.around = around;
        this.stack = stack;
        this.set = set;
        this.telling = telling;
    }

    /// What the set has is made, and then this file read into it.
    void add(PlainDump dump) {
        addition = dump;
    }

    /// Makes the new beside the old.
    ///
    /// @throws ProblemException if a part can't be read, or something else comes of it; nothing has changed then
    void prepare(List<Part> parts) throws IOException, InterruptedException {
        for (Part part : parts) {
            replacements.add(Replacement.of(around.engine(), stack, part));
        }
        for (Replacement replacement : replacements) {
            var mover = Mover.start(
                    around.others(), new Alone(stack, movers.size() + 1), replacement.service(), replacement.data());
            movers.add(mover);
            mover.clear();
            telling.restoring(replacement.part());
            make(replacement, mover);
        }
    }

    private void make(Replacement replacement, Mover mover) throws IOException, InterruptedException {
        switch (replacement.part().subject()) {
            case Subject.Database database -> load(replacement, database);
            case Subject.Files _ -> {
                try (InputStream archive = set.open(replacement.part())) {
                    mover.unpack(archive);
                }
            }
        }
    }

    private void load(Replacement replacement, Subject.Database database) throws IOException, InterruptedException {
        Service service = replacement.service();
        Stack beside = new Alone(stack).withData(service, Sources.folders(service), replacement.beside());
        Engine engine = around.others().open(beside);
        try (var instance = ThrowAway.start(engine, beside, ThrowAway.readiness(service))) {
            List<String> differences = replacement
                    .part()
                    .holdings()
                    .differences(
                            Proving.loaded(set, replacement.part(), Sources.database(service, database), instance));
            if (!differences.isEmpty()) {
                throw new ProblemException(Problem.error(
                                "backup.restored-otherwise",
                                Actor.MACHINE,
                                database.service() + " was not restored, for something else came of it: "
                                        + String.join("; ", differences))
                        .remedy("What was there is untouched. Take another set: hauban backup list."));
            }
            if (addition != null && addition.isFor(database)) {
                addition.load(Sources.database(service, database), instance.place());
            }
            instance.stop(service.lifecycle().stopGrace());
        }
    }

    /// Who has to be stopped meanwhile: whoever uses one of the folders, and whoever depends on them.
    SortedSet<ServiceName> touched() {
        var touched = new TreeSet<ServiceName>();
        for (Service service : stack.services().values()) {
            for (Mount mount : service.attachments().mounts()) {
                if (replacements.stream().anyMatch(each -> isSame(mount, each.mount()))) {
                    touched.add(service.name());
                }
            }
        }
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Service service : stack.services().values()) {
                Set<ServiceName> needs = service.lifecycle().dependencies().keySet();
                grows |= needs.stream().anyMatch(touched::contains) && touched.add(service.name());
            }
        }
        return touched;
    }

    private static boolean isSame(Mount one, Mount other) {
        return switch (one) {
            case Mount.Named named ->
                other instanceof Mount.Named its && named.volume().equals(its.volume());
            case Mount.Bind bind ->
                other instanceof Mount.Bind its && bind.source().equals(its.source());
            case Mount.Anonymous _, Mount.Temporary _, Mount.Supplied _, Mount.Foreign _ -> false;
        };
    }

    /// Those among the services that run now.
    Collection<ServiceName> running(Collection<ServiceName> services) throws IOException {
        var running = new TreeSet<ServiceName>();
        for (Instance instance : around.engine().observe(stack.name()).instances()) {
            if (instance.isUp() && services.contains(instance.id().service())) {
                running.add(instance.id().service());
            }
        }
        return running;
    }

    /// All of the new takes the place of the old, or nothing of it.
    void swap() throws IOException, InterruptedException {
        isUndecided = true;
        try {
            for (Mover mover : movers) {
                mover.swap();
            }
            isUndecided = false;
        } catch (IOException | ProblemException failed) {
            undo();
            throw failed;
        }
    }

    /// The old is in its place again.
    void undo() throws IOException, InterruptedException {
        isUndecided = true;
        for (Mover mover : movers) {
            mover.undo();
        }
        isUndecided = false;
    }

    /// Takes away what is beside, be it the old or the new; but both are left where it isn't known which is which.
    @Override
    public void close() throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        for (Mover mover : movers.reversed()) {
            try (mover) {
                if (!isUndecided) {
                    mover.clear();
                }
            } catch (InterruptedException again) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
