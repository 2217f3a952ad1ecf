package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
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
                        Option.text("hash", "SERVICES", "The config hash of services, \"*\" for all"))
                .exits(ExitCode.FILES, ExitCode.MACHINE)
                .examples("hauban config --quiet", "hauban config --services", "hauban config --format json");
    }

    @Override
    public int run(Call call) throws IOException {
        Loaded loaded = call.load(call.line().words());
        Names.of(loaded.stack(), call.line().words());
        if (!call.line().has("quiet")) {
            write(call, answer(call, loaded));
        }
        return ExitCode.SUCCESS.number();
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

    private static String answer(Call call, Loaded loaded) {
        Stack stack = loaded.stack();
        if (call.line().text("hash").isPresent()) {
            return lines(hashes(stack, call.line().text("hash").get()));
        }
        if (call.line().has("services")) {
            return lines(
                    stack.services().keySet().stream().map(Object::toString).toList());
        }
        if (call.line().has("volumes")) {
            return lines(stack.volumes().values().stream().map(Volume::key).toList());
        }
        if (call.line().has("networks")) {
            return lines(stack.networks().values().stream().map(Network::key).toList());
        }
        if (call.line().has("profiles")) {
            return lines(loaded.document().profiles());
        }
        if (call.line().has("images")) {
            return lines(images(stack));
        }
        if (call.line().has("environment")) {
            return lines(loaded.document().variables());
        }
        boolean isJson = call.line().text("format").orElse("yaml").equals("json");
        return isJson ? loaded.document().json() : loaded.document().yaml();
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
