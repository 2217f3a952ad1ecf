package dev.hauban.cli;

import dev.hauban.backup.Backups;
import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Proof;
import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.engine.Engine;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;

/// Makes backups, lists them, and tries whether they can be restored.
final class BackupCommands {
    private static final ExitCode[] EXITS = {
        ExitCode.FILES, ExitCode.MACHINE, ExitCode.SERVICE_FAILED, ExitCode.NOT_RUNNING, ExitCode.INTERRUPTED
    };

    private BackupCommands() {}

    /// What is done with the backups of the stack that was read.
    interface Deed {
        int carryOut(Loaded loaded, Backups backups) throws IOException, InterruptedException;
    }

    /// Ctrl-C leaves neither a half set nor a throw-away instance.
    static int with(Call call, Deed deed) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        Thread working = Thread.currentThread();
        try (Engine engine = call.engine(loaded);
                var _ = call.house().onInterrupt(working::interrupt)) {
            return deed.carryOut(loaded, call.house().backups(loaded, engine));
        } catch (InterruptedException stopped) {
            call.err()
                    .println(
                            "Stopped; sets that were made before are untouched. hauban up -d starts what was stopped.");
            return ExitCode.INTERRUPTED.number();
        }
    }

    /// Tries a set and tells what came of it.
    private static int verify(Call call, Backups backups, KeptSet set) throws IOException, InterruptedException {
        KeptSet tried = backups.verify(set, new BackupProgress(call.err()));
        return switch (tried.proof()) {
            case Proof.Verified _ -> ExitCode.SUCCESS.number();
            case Proof.Unverified(String why) -> failed(call, tried, List.of(why));
            case Proof.Failed(var _, List<String> why) -> failed(call, tried, why);
        };
    }

    private static int failed(Call call, KeptSet set, List<String> why) {
        Problem problem = Problem.error(
                        "backup.proof-failed",
                        Actor.MACHINE,
                        "the set " + set.name() + " can't be relied on:\n" + String.join("\n", why))
                .remedy("hauban backup makes another one; hauban backup verify " + set.name()
                        + " tries this one again.");
        new ProblemPrinter(call.surroundings()).print(List.of(problem));
        return ExitCode.of(List.of(problem)).number();
    }

    /// Makes a set.
    static final class Make implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of(
                            "backup", "Copy what services keep into a set, and try whether it can be restored")
                    .details(
                            "Each database is copied by its own tool inside its service, as it is at one moment, while",
                            "others go on writing; volumes and written folders as they are found. Then the set is restored",
                            "into throw-away instances and compared row by row. Sets are kept in ./backups, or where",
                            "x-hauban.backup.path says.")
                    .words(Descriptions.SERVICES)
                    .options(
                            Option.flag("no-verify", "Don't try whether the set can be restored"),
                            Option.flag("plain", "Also write SQL into files beside the set, as PROJECT_backup_….sql"))
                    .exits(EXITS)
                    .examples("hauban backup", "hauban backup database", "hauban backup --plain");
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            return with(call, (loaded, backups) -> {
                List<ServiceName> services =
                        Names.of(loaded.stack(), call.line().words());
                call.tell(backups.missing(services));
                if (call.options().dryRun()) {
                    backups.subjects(services).forEach(subject -> call.out().println("Would copy " + subject));
                    return ExitCode.SUCCESS.number();
                }
                if (call.line().has("plain")) {
                    backups.checkPlain();
                }
                KeptSet set = backups.make(services, new BackupProgress(call.err()));
                int code = call.line().has("no-verify") ? ExitCode.SUCCESS.number() : verify(call, backups, set);
                call.out().println(set.name());
                if (code == ExitCode.SUCCESS.number()) {
                    backups.tidy()
                            .forEach(old -> call.err().println("Took away " + old + ", as x-hauban.backup.keep says"));
                }
                if (call.line().has("plain")) {
                    backups.writePlainly(set)
                            .forEach(file -> call.out().println(file.path().getFileName()));
                }
                return code;
            });
        }
    }

    /// Lists the sets.
    static final class ListSets implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("backup list", "List the sets that there are, and what is known of them")
                    .options(Option.choice("format", List.of("table", "json"), "As a table, or as a list in JSON"))
                    .exits(Descriptions.LOOKING)
                    .examples("hauban backup list", "hauban backup list --format json");
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            return with(call, (_, backups) -> {
                var listing = new BackupListing(
                        backups.list(), call.surroundings().clock().instant());
                boolean isJson = call.line().text("format").orElse("table").equals("json");
                call.out().print(isJson ? listing.json().compact() + "\n" : listing.table());
                return ExitCode.SUCCESS.number();
            });
        }
    }

    /// Tries a set once more.
    static final class Verify implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("backup verify", "Try whether a set can be restored")
                    .details("Into throw-away instances, without network and ports; what runs is left alone.")
                    .words(new Words("SET|latest", 1, 1, false))
                    .exits(EXITS)
                    .examples("hauban backup verify latest", "hauban backup verify shop-20260102-020000");
        }

        @Override
        public int run(Call call) throws IOException, InterruptedException {
            return with(call, (_, backups) -> {
                KeptSet set = backups.find(call.line().words().getFirst());
                if (call.options().dryRun()) {
                    call.out().println("Would try " + set.name());
                    return ExitCode.SUCCESS.number();
                }
                return verify(call, backups, set);
            });
        }
    }
}
