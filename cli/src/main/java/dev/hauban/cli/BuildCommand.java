package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Preparation;
import dev.hauban.engine.BuildOptions;
import dev.hauban.engine.ImageStore;
import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Builds the images of services.
final class BuildCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("build", "Build the images of services, though they may be here")
                .words(Descriptions.SERVICES)
                .options(
                        Option.list("build-arg", "NAME=VALUE", "Instead of the file's; without =VALUE: as set here"),
                        Option.flag("no-cache", "Carry out every step anew"),
                        Option.flag("pull", "Look anew for the images that they begin with"),
                        Option.flag("push", "Give them to their registries afterwards"),
                        Option.flag("with-dependencies", "Those of services that these depend on, too"),
                        Option.text("memory", "SIZE", "How much of it a build may take at most: 512m")
                                .letter('m'),
                        Option.flag("quiet", "Don't tell how it goes").letter('q'))
                .exits(Descriptions.IMAGES)
                .examples("hauban build", "hauban build --pull --build-arg VERSION=2 web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.load(call.line().words());
        BuildOptions options = options(call);
        var meant = new MeantServices(loaded.stack(), call.line().has("with-dependencies"));
        List<ServiceName> services = meant.of(
                call.line().words(), service -> service.program().build().isPresent());
        if (services.isEmpty()) {
            call.err().println("None of these services is built.");
            return 0;
        }
        boolean isQuiet = call.line().has("quiet");
        var jobs = new ImageJobs(call, loaded, new Preparation("building", "built"), isQuiet);
        List<Problem> problems = jobs.run(
                services,
                (store, service, telling) ->
                        store.build(loaded.stack(), service, options, told(telling, jobs.showsLines())));
        if (!problems.isEmpty() || !call.line().has("push")) {
            return jobs.end(problems, false);
        }
        var pushing = new ImageJobs(call, loaded, PushCommand.WORDS, isQuiet);
        List<Problem> refused = pushing.run(
                meant.of(call.line().words(), MeantServices::isPushed),
                (store, service, telling) -> store.push(loaded.stack(), service, telling));
        return pushing.end(refused, false);
    }

    /// Whoever reads the lines sees in them how far it is.
    private static ImageStore.Telling told(ImageStore.Telling telling, boolean showsLines) {
        return showsLines ? new ImageStore.Telling(_ -> {}, telling.line()) : telling;
    }

    private static BuildOptions options(Call call) {
        return new BuildOptions(call.line().has("no-cache"), call.line().has("pull"), arguments(call), memory(call));
    }

    private static Map<String, String> arguments(Call call) {
        var arguments = new TreeMap<String, String>();
        for (String word : call.line().texts("build-arg")) {
            int equals = word.indexOf('=');
            if (equals >= 0) {
                arguments.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (call.surroundings().environment().get(word) instanceof String value) {
                arguments.put(word, value);
            }
        }
        return arguments;
    }

    /// By the rules of `mem_limit`.
    private static OptionalLong memory(Call call) {
        var text = call.line().text("memory");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        Json.Members typed =
                Json.object().with("mem_limit", text.get().replace("$", "$$")).build();
        return switch (call.house()
                .typed(typed)
                .specification()
                .members()
                .find("mem_limit")
                .orElse(Json.none())) {
            case Json.Text(String bytes) -> OptionalLong.of(Long.parseLong(bytes));
            case Json.Number(String bytes) -> OptionalLong.of(Long.parseLong(bytes));
            case Json.Null _, Json.Bool _, Json.Array _, Json.Members _ -> OptionalLong.empty();
        };
    }
}
