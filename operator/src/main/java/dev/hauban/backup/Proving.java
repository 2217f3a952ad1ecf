package dev.hauban.backup;

import dev.hauban.backup.content.Holdings;
import dev.hauban.backup.content.Reading;
import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Proof;
import dev.hauban.backup.keep.Subject;
import dev.hauban.problem.Explained;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Tries whether a set can be restored.
final class Proving {
    private final Backups.Around around;
    private final Stack stack;
    private final KeptSet set;

    Proving(Backups.Around around, Stack stack, KeptSet set) {
        this.around = around;
        this.stack = stack;
        this.set = set;
    }

    Proof prove(Telling telling) throws InterruptedException {
        var wrong = new ArrayList<String>();
        for (Part part : set.manifest().parts()) {
            telling.proving(part);
            List<String> differences = differences(part);
            telling.proven(part, differences);
            differences.forEach(each -> wrong.add(part.subject().text() + ": " + each));
        }
        return wrong.isEmpty()
                ? new Proof.Verified(around.clock().instant())
                : new Proof.Failed(around.clock().instant(), wrong);
    }

    /// What can't be tried is as bad as what goes wrong.
    private List<String> differences(Part part) throws InterruptedException {
        try {
            return switch (part.subject()) {
                case Subject.Database database -> part.holdings().differences(restored(part, database));
                case Subject.Files _ -> part.holdings().differences(read(part));
            };
        } catch (ProblemException told) {
            return told.problems().stream().map(problem -> problem.text()).toList();
        } catch (IOException failed) {
            return List.of(failed instanceof Explained known ? known.problem().message() : String.valueOf(failed));
        }
    }

    private Holdings restored(Part part, Subject.Database database) throws IOException, InterruptedException {
        Service service = Backups.service(stack, database.service());
        Stack alone = new Alone(stack).forProof(service, Sources.folders(service));
        try (var instance = ThrowAway.start(around.others().open(alone), alone, ThrowAway.readiness(service))) {
            return loaded(set, part, Sources.database(service, database), instance);
        }
    }

    /// What a database holds when the part was read into it.
    static Holdings loaded(KeptSet set, Part part, Source database, ThrowAway instance)
            throws IOException, InterruptedException {
        try (InputStream copy = set.open(part)) {
            new Script(database.copying().read(), database.words())
                    .run(instance.place(), database.before(copy), OutputStream.nullOutputStream());
        }
        return Copies.look(database, instance.place());
    }

    private Holdings read(Part part) throws IOException, InterruptedException {
        try (Reading reading = Reading.of(part.form());
                InputStream copy = set.open(part)) {
            reading.passAll(copy);
            return reading.holdings();
        }
    }
}
