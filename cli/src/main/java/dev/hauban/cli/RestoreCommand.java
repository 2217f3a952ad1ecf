package dev.hauban.cli;

import dev.hauban.backup.Keeping;
import dev.hauban.backup.PlainDump;
import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Part;
import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.event.Event;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts what is in a set in the place of what is there.
final class RestoreCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("restore", "Put what is in a set in the place of what services keep")
                .details(
                        "It asks first, and makes a set of what is there. Everything is restored and compared beside it,",
                        "while services run; then they are stopped in order, old and new change places, and what ran",
                        "starts again. Where that goes wrong, the old is there again. What doesn't run is brought up first:",
                        "on an empty machine, this one command brings a stack back from its folder and a set. A file of SQL",
                        "(from backup --plain, or made by hand with mysqldump or pg_dump; also .gz and .zst) is read into a",
                        "copy of its database on top of what that holds, and then takes its place in the same way.")
                .words(Words.atLeast(1, "SET|latest|FILE [SERVICE|GROUP...]"))
                .options(Option.flag("yes", "Don't ask").letter('y'))
                .exits(Descriptions.CHANGING)
                .examples(
                        "hauban restore latest",
                        "hauban restore shop-20260102-020000 database --yes",
                        "hauban restore backups/shop_backup_20260102_020000.sql");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<String> words = call.line().words();
        return BackupCommands.with(call, (loaded, backups) -> {
            List<ServiceName> services = Names.of(loaded.stack(), words.subList(1, words.size()));
            Path file = call.surroundings().directory().resolve(words.getFirst());
            if (Files.isRegularFile(file)) {
                PlainDump dump = backups.dump(file, services);
                call.out().println("From the file " + file + ":");
                call.out().println("  " + dump.text() + " is read into " + dump.service());
                return carryOut(
                        call,
                        words.getFirst(),
                        () -> backups.restore(dump, keeping(call, loaded), new BackupProgress(call.err())));
            }
            KeptSet set = backups.find(words.getFirst());
            List<Part> parts = backups.parts(set, services);
            tell(call, set, parts);
            return carryOut(
                    call,
                    set.name(),
                    () -> backups.restore(set, parts, keeping(call, loaded), new BackupProgress(call.err())));
        });
    }

    /// Restores, and answers the safety set.
    private interface Restore {
        KeptSet carryOut() throws IOException, InterruptedException;
    }

    private static int carryOut(Call call, String name, Restore restore) throws IOException, InterruptedException {
        call.out().flush();
        if (call.options().dryRun()) {
            return ExitCode.SUCCESS.number();
        }
        if (!Question.isWanted(call, "restored")) {
            return ExitCode.INTERRUPTED.number();
        }
        KeptSet safety = restore.carryOut();
        call.out().println("Restored " + name + "; what was there before is in " + safety.name() + ".");
        return ExitCode.SUCCESS.number();
    }

    private static void tell(Call call, KeptSet set, List<Part> parts) {
        call.out()
                .println("From the set " + set.name() + ", made at "
                        + set.manifest().begun() + ":");
        for (Part part : parts) {
            call.out()
                    .println("  " + part.subject().text() + " (" + BackupProgress.count(part) + ") takes"
                            + " the place of what is there");
        }
    }

    private static Keeping keeping(Call call, Loaded loaded) {
        return new Keeping() {
            @Override
            public void bringUp(Collection<ServiceName> services) throws InterruptedException {
                var options = new Request.UpOptions(
                        false,
                        new Request.Renewal(
                                Request.Recreation.NEVER, Request.Recreation.NEVER, false, java.util.Set.of()),
                        false,
                        ServiceWanted.Until.READY,
                        Map.of(),
                        Optional.empty());
                carryOut(services, new Request.Up(List.copyOf(services), options));
            }

            @Override
            public void stop(Collection<ServiceName> services) throws InterruptedException {
                carryOut(services, new Request.Stop(List.copyOf(services), Optional.empty()));
            }

            /// No service at all would mean all of them.
            private void carryOut(Collection<ServiceName> services, Request request) throws InterruptedException {
                if (!services.isEmpty()) {
                    Event.Settled settled = new Work(call, loaded).carryOut(request);
                    List<Problem> problems = Work.problems(settled).stream()
                            .filter(Problem::isError)
                            .toList();
                    if (!problems.isEmpty()) {
                        throw new ProblemException(problems);
                    }
                }
            }
        };
    }
}
