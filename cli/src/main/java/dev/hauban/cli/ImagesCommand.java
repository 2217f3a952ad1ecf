package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.Sizes;
import dev.hauban.cli.screen.Spans;
import dev.hauban.cli.screen.Table;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ImageSeen;
import dev.hauban.json.Json;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Lists what the project's instances were made from.
final class ImagesCommand implements Command {
    private static final String DIGEST = "sha256:";
    private static final int SHORT = 12;

    @Override
    public CommandDescription description() {
        return CommandDescription.of("images", "List the images that instances were made from")
                .words(Descriptions.SERVICES)
                .options(
                        Option.choice("format", List.of("table", "json"), "How they are listed"),
                        Option.flag("quiet", "Each image's id, once").letter('q'))
                .exits(Descriptions.LOOKING)
                .examples("hauban images", "hauban images --format json web");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        Loaded loaded = call.loadQuietly();
        List<ServiceName> named = Names.of(loaded.stack(), call.line().words());
        List<ImageSeen> images;
        try (Engine engine = call.engine(loaded)) {
            images = engine.images().list(loaded.stack().name()).stream()
                    .filter(image ->
                            named.isEmpty() || named.contains(image.instance().service()))
                    .toList();
        }
        if (call.line().has("quiet")) {
            images.stream().map(image -> digits(image.id())).distinct().forEach(call.out()::println);
        } else if (call.line().text("format").orElse("table").equals("json")) {
            call.out()
                    .println(Json.array(images.stream().map(ImagesCommand::json).toList())
                            .compact());
        } else {
            call.out().print(table(images, call.surroundings().clock().instant()));
        }
        return 0;
    }

    private static String table(List<ImageSeen> images, Instant now) {
        Table table = Table.likeCompose("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED");
        for (ImageSeen image : images) {
            String id = digits(image.id());
            table.row(
                    image.name(),
                    image.repository().isEmpty() ? "<none>" : image.repository(),
                    image.tag().isEmpty() ? "<none>" : image.tag(),
                    image.platform(),
                    id.substring(0, Math.min(SHORT, id.length())),
                    Sizes.brief(image.size()),
                    image.tagged().map(then -> Spans.ago(then, now)).orElse("N/A"));
        }
        return table.text();
    }

    private static String digits(String id) {
        return id.startsWith(DIGEST) ? id.substring(DIGEST.length()) : id;
    }

    /// As Docker Compose writes it.
    private static Json json(ImageSeen image) {
        return Json.object()
                .with("ID", image.id())
                .with("ContainerName", image.name())
                .with("Repository", image.repository())
                .with("Tag", image.tag())
                .with("Platform", image.platform())
                .with("Size", image.size())
                .withText("LastTagTime", image.tagged().map(Instant::toString))
                .build();
    }
}
