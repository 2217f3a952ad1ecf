package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.Option;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.HalfDone;
import dev.hauban.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists secrets and sets them.
final class SecretCommands {
    private SecretCommands() {}

    static Secrets.Around around(Call call, Loaded loaded) {
        return new Secrets.Around(
                call.house().state(loaded),
                call.surroundings().directory(),
                call.house().vaultKey(),
                call.house().chance(),
                call.surroundings().clock());
    }

    static Secrets secrets(Call call, Loaded written) throws IOException {
        return new Secrets(
                around(call, written),
                written.stack(),
                call.house().origins(call.options().source(), List.of()).origins());
    }

    /// Lists them.
    static final class ListSecrets implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of(
                            "secret list", "List the stack's secrets: whence, who uses them, how strong, how old")
                    .details(
                            "A value is never shown. \">\" before an age is its file's: the secret is that old at least.",
                            "\"known\" is what everybody tries first, or what stands in a Compose file itself.")
                    .options(Option.choice("format", List.of("table", "json"), "As a table, or as a list in JSON"))
                    .exits(Descriptions.LOOKING)
                    .examples("hauban secret list", "hauban secret list --format json");
        }

        @Override
        public int run(Call call) throws IOException {
            Loaded written = call.house().readAsWritten(call.options().source(), Map.of());
            HalfDone.note(call.house().state(written))
                    .ifPresent(note -> new ProblemPrinter(call.surroundings()).print(List.of(note)));
            var listing = new SecretListing(
                    secrets(call, written).list(), call.surroundings().clock().instant());
            boolean isJson = call.line().text("format").orElse("table").equals("json");
            call.out().print(isJson ? listing.json().compact() + "\n" : listing.table());
            return ExitCode.SUCCESS.number();
        }
    }

    /// Gives one another value.
    static final class SetSecret implements Command {
        @Override
        public CommandDescription description() {
            return CommandDescription.of("secret set", "Give a secret a value that is typed, or comes through a pipe")
                    .details(
                            "It is written where the secret comes from: .env, another settings file, or a file below",
                            "secrets:. Remarks and order stay, and so does encryption. A name that nobody has gets a line",
                            "in .env. No server is told: for the password of a database, \"secret rotate\" does all of it.")
                    .words(new Words("NAME", 1, 1, false))
                    .exits(ExitCode.FILES, ExitCode.MACHINE)
                    .examples("hauban secret set SMTP_PASSWORD", "openssl rand -hex 32 | hauban secret set JWT_SECRET");
        }

        @Override
        public int run(Call call) throws IOException {
            String name = call.line().words().getFirst();
            Loaded written = call.house().readAsWritten(call.options().source(), Map.of());
            Secrets secrets = secrets(call, written);
            boolean isKnown = secrets.list().stream()
                    .anyMatch(listed -> listed.secret().name().equals(name));
            if (!isKnown && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                secrets.find(name);
            }
            String value = call.options().dryRun() ? "" : value(call, name);
            Path fallback = written.environmentFiles().isEmpty()
                    ? written.directory().resolve(".env")
                    : written.environmentFiles().getFirst();
            if (call.options().dryRun()) {
                call.out()
                        .println("Would ask for a value and write it"
                                + (isKnown
                                        ? " where it comes from: " + Secrets.where(secrets.find(name))
                                        : " into " + fallback));
                return ExitCode.SUCCESS.number();
            }
            Path file = secrets.set(name, value, fallback);
            call.out().println(name + " is written into " + shown(call, file) + ".");
            tellUsers(call, secrets, name, isKnown);
            return ExitCode.SUCCESS.number();
        }

        private static void tellUsers(Call call, Secrets secrets, String name, boolean isKnown) {
            String users = isKnown
                    ? String.join(
                            ", ",
                            secrets.find(name).users().stream()
                                    .map(Object::toString)
                                    .toList())
                    : "";
            if (!users.isEmpty()) {
                call.out()
                        .println("It is used by " + users
                                + ": hauban up -d makes them anew. A database keeps the password that" + " it has.");
            }
        }

        private static String value(Call call, String name) throws IOException {
            Terminal terminal = call.surroundings().terminal();
            String value = terminal.takesInput() ? typed(terminal, name) : piped(terminal);
            if (value.isEmpty()) {
                throw new ProblemException(
                        Problem.error("secret.no-value", Actor.AUTHOR, "no value was given for " + name)
                                .remedy("Type it, or pipe it in: openssl rand -hex 32 | hauban secret set " + name));
            }
            return value;
        }

        private static String typed(Terminal terminal, String name) throws IOException {
            Optional<String> once = terminal.hidden("New value of " + name + ": ");
            Optional<String> again = terminal.hidden("Once more: ");
            if (!once.equals(again)) {
                throw new ProblemException(Problem.error("secret.not-equal", Actor.AUTHOR, "the two are not the same")
                        .remedy("Nothing was changed. Try again."));
            }
            return once.orElse("");
        }

        private static String piped(Terminal terminal) throws IOException {
            var lines = new ArrayList<String>();
            Optional<String> line = terminal.line();
            while (line.isPresent()) {
                lines.add(line.get());
                line = terminal.line();
            }
            return String.join("\n", lines);
        }
    }

    static String shown(Call call, Path file) {
        Path standing = call.surroundings().directory();
        return (file.startsWith(standing) ? standing.relativize(file) : file).toString();
    }
}
