package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows what the files mean, all filled in.
final class ConfigCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("config", "Check the files and show what they mean")
                .words(Descriptions.SERVICES)
                .options(
                        Option.choice("format", List.of("yaml", "json"), "How it is written"),
                        Option.flag("quiet", "Only check").letter('q'),
                        Option.text("output", "FILE", "Write it to a file").letter('o'),
                        Option.flag("services", "The names of services alone"),
                        Option.flag("volumes", "The keys of volumes alone"),
                        Option.flag("networks", "The keys of networks alone"),
                        Option.flag("profiles", "The names of profiles alone"),
                        Option.flag("images", "The images alone"),
                        Option.flag("environment", "The variables that were there to be filled in"),
                        Option.text("hash", "SERVICES", "The config hash of services, \"*\" for all"),
                        Option.flag("no-interpolate", "Leave variables as they are written"),
                        Option.flag("no-normalize", "Leave out what only follows from what is written"),
                        Option.flag("no-path-resolution", "Leave paths relative"),
                        Option.flag("no-consistency", "Don't refuse what doesn't belong together"),
                        Option.flag("no-env-resolution", "Leave env_file where it is"))
                .exits(ExitCode.FILES, ExitCode.MACHINE)
                .examples("hauban config --quiet", "hauban config --services", "hauban config --format json");
    }

    @Override
    public int run(Call call) throws IOException {
        String answer = namesAStackPart(call) ? names(call) : text(call);
        if (!call.line().has("quiet")) {
            write(call, answer);
        }
        return ExitCode.SUCCESS.number();
    }

    private static boolean namesAStackPart(Call call) {
        return call.line().text("hash").isPresent()
                || call.line().has("services")
                || call.line().has("volumes")
                || call.line().has("networks")
                || call.line().has("images");
    }

    private static String text(Call call) throws IOException {
        var leaving = new Document.Leaving(
                call.line().has("no-interpolate"),
                call.line().has("no-normalize"),
                call.line().has("no-path-resolution"),
                call.line().has("no-consistency"),
                call.line().has("no-env-resolution"));
        Document document =
                call.house().document(call.options().source(), call.line().words(), leaving);
        call.tell(document.notes());
        if (call.line().has("quiet")) {
            return "";
        }
        if (call.line().has("profiles")) {
            return lines(document.profiles());
        }
        if (call.line().has("environment")) {
            return lines(document.variables());
        }
        boolean isJson = call.line().text("format").orElse("yaml").equals("json");
        String answer = isJson ? document.json() : document.yaml();
        return answer.endsWith("\n") ? answer : answer + "\n";
    }

    private static void write(Call call, String answer) throws IOException {
        Optional<String> file = call.line().text("output");
        if (file.isPresent()) {
            Path target = call.surroundings().directory().resolve(file.get());
            Files.writeString(target, answer);
        } else {
            call.out().print(answer);
        }
    }

    private static String names(Call call) throws IOException {
        Stack stack = call.load(List.of()).stack();
        var names = new ArrayList<String>();
        if (call.line().text("hash").isPresent()) {
            return lines(hashes(stack, call.line().text("hash").get()));
        }
        if (call.line().has("services")) {
            stack.services().keySet().forEach(name -> names.add(name.text()));
        } else if (call.line().has("volumes")) {
            names.addAll(stack.volumes().keySet());
        } else if (call.line().has("networks")) {
            names.addAll(stack.networks().keySet());
        } else {
            names.addAll(images(stack));
        }
        return lines(names);
    }

    private static List<String> hashes(Stack stack, String names) {
        var hashes = new ArrayList<String>();
        List<String> wanted = List.of(names.split(","));
        for (Service service : stack.services().values()) {
            if (names.equals("*") || wanted.contains(service.name().text())) {
                hashes.add(service.name() + " " + service.hash());
            }
        }
        if (hashes.isEmpty()) {
            throw new ProblemException(
                    LineProblems.wrongWord("no such service: " + names, "--hash '*' shows those of all."));
        }
        return hashes;
    }

    /// A service that is built and has no name for its image gets the one that Docker Compose would give it.
    private static List<String> images(Stack stack) {
        var images = new ArrayList<String>();
        for (Service service : stack.services().values()) {
            String image = service.program().image().map(Object::toString).orElse(stack.name() + "-" + service.name());
            if (!images.contains(image)) {
                images.add(image);
            }
        }
        return images;
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
