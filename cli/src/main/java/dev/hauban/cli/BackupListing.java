package dev.hauban.cli;

import dev.hauban.backup.keep.KeptSet;
import dev.hauban.backup.keep.Part;
import dev.hauban.backup.keep.Proof;
import dev.hauban.backup.keep.SetFolder.Listed;
import dev.hauban.cli.screen.Sizes;
import dev.hauban.cli.screen.Spans;
import dev.hauban.cli.screen.Table;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The sets that there are, as text.
record BackupListing(List<Listed> sets, Instant now) {
    BackupListing {
        sets = List.copyOf(sets);
    }

    String table() {
        Table table = Table.narrow("SET", "AGE", "SIZE", "SERVICES", "STATE");
        for (Listed listed : sets) {
            switch (listed) {
                case Listed.Whole(KeptSet set) ->
                    table.row(
                            set.name(),
                            Spans.rough(
                                    java.time.Duration.between(set.manifest().begun(), now)),
                            Sizes.brief(set.manifest().size()),
                            services(set),
                            state(set.proof()));
                case Listed.Broken(String name, var problem) ->
                    table.row(name, "", "", "", "failed: " + problem.message());
            }
        }
        return table.text();
    }

    private static String services(KeptSet set) {
        return set.manifest().parts().stream()
                .map(part -> part.subject().service())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String state(Proof proof) {
        return switch (proof) {
            case Proof.Verified _ -> "verified";
            case Proof.Unverified(String why) -> "unverified: " + why;
            case Proof.Failed(Instant _, List<String> why) -> "failed: " + firstLine(why.getFirst());
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    Json json() {
        return Json.array(sets.stream().map(BackupListing::json).toList());
    }

    private static Json json(Listed listed) {
        MembersBuilder json = Json.object().with("set", listed.name());
        switch (listed) {
            case Listed.Whole(KeptSet set) -> whole(set, json);
            case Listed.Broken(String _, var problem) ->
                json.with("state", "failed").with("why", Json.texts(List.of(problem.message())));
        }
        return json.build();
    }

    private static void whole(KeptSet set, MembersBuilder json) {
        json.with("begun", set.manifest().begun().toString())
                .with("seconds", Json.number(set.manifest().took().toMillis() / 1000.0))
                .with("engine", set.manifest().engine())
                .with("size", set.manifest().size())
                .with("folder", set.folder().toString())
                .with(
                        "parts",
                        Json.array(set.manifest().parts().stream()
                                .map(BackupListing::json)
                                .toList()));
        switch (set.proof()) {
            case Proof.Verified(Instant at) -> json.with("state", "verified").with("tried", at.toString());
            case Proof.Unverified(String why) ->
                json.with("state", "unverified").with("why", Json.texts(List.of(why)));
            case Proof.Failed(Instant at, List<String> why) ->
                json.with("state", "failed").with("tried", at.toString()).with("why", Json.texts(why));
        }
    }

    private static Json json(Part part) {
        return Json.object()
                .with("subject", part.subject().text())
                .with("file", part.file().name())
                .with("size", part.file().size())
                .with("rows", part.count())
                .build();
    }
}
