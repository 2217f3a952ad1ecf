package dev.hauban.cli;

import dev.hauban.cli.line.CommandLine;
import dev.hauban.cli.line.CommandLineReader;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.HelpText;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Explained;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The program as its user sees it: arguments in, text and an exit code out.
public final class Hauban {
    private final Surroundings surroundings;
    private final House house;

    public Hauban(Surroundings surroundings, House house) {
        this.surroundings = surroundings;
        this.house = house;
    }

    /// @return the exit code
    public int run(List<String> arguments) throws InterruptedException {
        var reader = new CommandLineReader(CommonOptions.described(), arguments);
        CommandLine front = reader.front();
        try {
            refuse(front.problems());
            return front.words().isEmpty() ? withoutCommand(front) : command(reader, front.words());
        } catch (ProblemException trouble) {
            return tell(trouble, arguments);
        } catch (IOException failed) {
            return tell(refusal(failed), arguments);
        }
    }

    private int withoutCommand(CommandLine front) {
        surroundings.out().print(front.has("version") ? VersionCommand.sentence() + "\n" : overview());
        return ExitCode.SUCCESS.number();
    }

    private int command(CommandLineReader reader, List<String> words) throws IOException, InterruptedException {
        int nameLength = nameLength(words);
        String name = String.join(" ", words.subList(0, nameLength));
        if (name.equals("help")) {
            return help(String.join(" ", words.subList(1, words.size())));
        }
        Command command = named(name);
        CommandLine line = reader.whole(command.description(), nameLength);
        refuse(line.problems());
        if (line.has("help")) {
            surroundings.out().print(HelpText.of(command.description()));
            return ExitCode.SUCCESS.number();
        }
        return command.run(new Call(line, CommonOptions.of(line, surroundings), surroundings, house));
    }

    private int help(String name) {
        surroundings
                .out()
                .print(name.isEmpty() ? overview() : HelpText.of(named(name).description()));
        return ExitCode.SUCCESS.number();
    }

    /// `operator` is a word of two: `operator status`; `backup list` is one, `backup web` is none.
    private static int nameLength(List<String> words) {
        if (words.size() < 2) {
            return 1;
        }
        boolean isPair = words.getFirst().equals("operator")
                || words.getFirst().equals("secret")
                || words.getFirst().equals("backup")
                        && Commands.named("backup " + words.get(1)).isPresent();
        return isPair ? 2 : 1;
    }

    private static Command named(String name) {
        Optional<Command> command = Commands.named(name);
        if (command.isEmpty()) {
            throw new ProblemException(Commands.unknown(name));
        }
        return command.get();
    }

    private static String overview() {
        return HelpText.overview(Commands.described(), CommonOptions.described());
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    private int tell(ProblemException trouble, List<String> arguments) {
        new ProblemPrinter(surroundings).print(trouble.problems());
        if (trouble.getCause() != null && arguments.contains("--verbose")) {
            trouble.getCause().printStackTrace(surroundings.err());
        }
        return ExitCode.of(trouble.problems()).number();
    }

    private static ProblemException refusal(IOException failed) {
        if (failed instanceof Explained known) {
            return new ProblemException(known.problem(), failed);
        }
        if (failed instanceof AccessDeniedException denied && denied.getFile() != null) {
            return new ProblemException(shut(Path.of(denied.getFile())), failed);
        }
        String said = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        return new ProblemException(
                Problem.error("machine.refused", Actor.MACHINE, "this machine refused: " + said)
                        .remedy("--verbose shows what was being done."),
                failed);
    }

    private static Problem shut(Path path) {
        Optional<String> owner = owner(path);
        return Problem.error(
                        "machine.refused",
                        Actor.MACHINE,
                        "this machine refused: no right to " + path
                                + owner.map(name -> ", which belongs to " + name)
                                        .orElse(""))
                .remedy(owner.map(name -> "Run it as " + name + ", or give yourself the right to it.")
                        .orElse("Give yourself the right to it."));
    }

    /// Of the path, or of the nearest folder above it whose owner may be seen.
    private static Optional<String> owner(Path path) {
        for (Path seen = path.toAbsolutePath(); seen != null; seen = seen.getParent()) {
            try {
                return Optional.of(Files.getOwner(seen).getName());
            } catch (IOException unseen) {
                // One further up, then.
                continue;
            }
        }
        return Optional.empty();
    }
}
