package dev.hauban.backup.keep;

import dev.hauban.backup.content.Holdings;
import dev.hauban.backup.content.Tally;
import dev.hauban.catalog.Copying;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.stack.ProjectName;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What stands in a set, as JSON for people and for later versions.
final class ManifestJson {
    private static final long FORM = 1;

    private ManifestJson() {}

    static Json.Members write(Manifest manifest) {
        MembersBuilder hashes = Json.object();
        manifest.hashes().forEach(hashes::with);
        return Json.object()
                .with("form", FORM)
                .with("project", manifest.project().text())
                .with("engine", manifest.engine())
                .with("program", manifest.program())
                .with("begun", manifest.begun().toString())
                .with("took", manifest.took().toString())
                .with("encryptedFor", Json.texts(manifest.recipients()))
                .with("hashes", hashes.build())
                .with(
                        "parts",
                        Json.array(manifest.parts().stream()
                                .map(ManifestJson::write)
                                .toList()))
                .build();
    }

    static Manifest manifest(Json.Members members) throws MalformedJson {
        if (members.wholeNumber("form") != FORM) {
            throw new IllegalArgumentException("a form of a later version");
        }
        var hashes = new TreeMap<String, String>();
        Json.Members known = members.members("hashes");
        for (String service : known.values().keySet()) {
            hashes.put(service, known.text(service));
        }
        var parts = new ArrayList<Part>();
        for (Json.Members part : members.array("parts").objects()) {
            parts.add(part(part));
        }
        return new Manifest(
                new ProjectName(members.text("project")),
                members.text("engine"),
                members.text("program"),
                instant(members, "begun"),
                duration(members),
                // A program that knew nothing of it has encrypted nothing.
                members.find("encryptedFor").isPresent()
                        ? members.array("encryptedFor").texts()
                        : List.of(),
                hashes,
                parts);
    }

    private static Json.Members write(Part part) {
        return Json.object()
                .with("subject", write(part.subject()))
                .with("form", part.form().name().toLowerCase(Locale.ROOT))
                .with("tool", part.tool())
                .with("bytes", part.bytes())
                .with("took", part.took().toString())
                .with("holds", write(part.holdings()))
                .with("file", write(part.file()))
                .build();
    }

    private static Part part(Json.Members members) throws MalformedJson {
        return new Part(
                subject(members.members("subject")),
                Copying.Form.valueOf(members.text("form").toUpperCase(Locale.ROOT)),
                members.text("tool"),
                file(members.members("file")),
                members.wholeNumber("bytes"),
                holdings(members.members("holds")),
                duration(members));
    }

    private static Json write(Subject subject) {
        return switch (subject) {
            case Subject.Database(String service, String image) ->
                Json.object().with("service", service).with("image", image).build();
            case Subject.Files(String service, String source, String target) ->
                Json.object()
                        .with("service", service)
                        .with("source", source)
                        .with("target", target)
                        .build();
        };
    }

    private static Subject subject(Json.Members members) throws MalformedJson {
        String service = members.text("service");
        return members.find("image").isPresent()
                ? new Subject.Database(service, members.text("image"))
                : new Subject.Files(service, members.text("source"), members.text("target"));
    }

    private static Json write(Holdings holdings) {
        MembersBuilder rows = Json.object();
        holdings.rows()
                .forEach((table, tally) -> rows.with(
                        table,
                        Json.object()
                                .with("count", tally.count())
                                .with("sum", Long.toHexString(tally.sum()))
                                .build()));
        MembersBuilder objects = Json.object();
        holdings.objects().forEach(objects::with);
        return Json.object()
                .with("rows", rows.build())
                .with("objects", objects.build())
                .build();
    }

    private static Holdings holdings(Json.Members members) throws MalformedJson {
        var rows = new TreeMap<String, Tally>();
        Json.Members tables = members.members("rows");
        for (String table : tables.values().keySet()) {
            Json.Members tally = tables.members(table);
            rows.put(table, new Tally(tally.wholeNumber("count"), Long.parseUnsignedLong(tally.text("sum"), 16)));
        }
        var objects = new TreeMap<String, Long>();
        Json.Members kinds = members.members("objects");
        for (String kind : kinds.values().keySet()) {
            objects.put(kind, kinds.wholeNumber(kind));
        }
        return new Holdings(rows, objects);
    }

    private static Json write(StoredFile file) {
        return Json.object()
                .with("name", file.name())
                .with("size", file.size())
                .with("sha256", file.sum())
                .with("blocks", Json.texts(file.blocks()))
                .build();
    }

    private static StoredFile file(Json.Members members) throws MalformedJson {
        return new StoredFile(
                members.text("name"),
                members.wholeNumber("size"),
                members.text("sha256"),
                members.array("blocks").texts());
    }

    static Json.Members write(Proof proof) {
        return switch (proof) {
            case Proof.Verified(Instant at) ->
                Json.object()
                        .with("state", "verified")
                        .with("at", at.toString())
                        .build();
            case Proof.Unverified(String why) ->
                Json.object().with("state", "unverified").with("why", why).build();
            case Proof.Failed(Instant at, List<String> why) ->
                Json.object()
                        .with("state", "failed")
                        .with("at", at.toString())
                        .with("why", Json.texts(why))
                        .build();
        };
    }

    static Proof proof(Json.Members members) throws MalformedJson {
        return switch (members.text("state")) {
            case "verified" -> new Proof.Verified(instant(members, "at"));
            case "unverified" -> new Proof.Unverified(members.text("why"));
            case "failed" ->
                new Proof.Failed(instant(members, "at"), members.array("why").texts());
            default -> throw new IllegalArgumentException("no state of a proof");
        };
    }

    private static Instant instant(Json.Members members, String name) throws MalformedJson {
        try {
            return Instant.parse(members.text(name));
        } catch (DateTimeParseException garbled) {
            throw new IllegalArgumentException("no moment", garbled);
        }
    }

    private static Duration duration(Json.Members members) throws MalformedJson {
        try {
            return Duration.parse(members.text("took"));
        } catch (DateTimeParseException garbled) {
            throw new IllegalArgumentException("no duration", garbled);
        }
    }
}
