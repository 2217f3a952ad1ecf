package dev.hauban.secret;

import dev.hauban.engine.StateFolder;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rotation that has begun and not ended: what is needed to finish it or to take it back.
///
/// @param before the file as it was; encrypted where it was
/// @param after the file as it is to be
/// @param begun how many steps have begun
/// @param running what ran at the beginning
public record HalfDone(String name, Path file, byte[] before, byte[] after, int begun, List<ServiceName> running) {
    private static final String FILE = "rotation";

    public HalfDone {
        running = List.copyOf(running);
    }

    HalfDone withBegun(int steps) {
        return new HalfDone(name, file, before, after, steps, running);
    }

    /// What every command says as long as there is one.
    public static Optional<Problem> note(StateFolder state) {
        return Files.exists(state.file(FILE))
                ? Optional.of(Problem.warning(
                                "secret.half-done",
                                Actor.AUTHOR,
                                "the rotation of a secret was begun and has not ended")
                        .remedy("hauban secret rotate --finish ends it; hauban secret rotate --undo takes it back."))
                : Optional.empty();
    }

    static Optional<HalfDone> read(StateFolder state) throws IOException {
        Optional<String> text = state.read(FILE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!(JsonReader.read(text.get()) instanceof Json.Members(Map<String, Json> members))) {
            throw damaged();
        }
        try {
            return Optional.of(of(members));
        } catch (IllegalArgumentException wrong) {
            throw damaged();
        }
    }

    private static IOException damaged() {
        return new IOException("the note of a rotation that was begun is damaged");
    }

    private static HalfDone of(Map<String, Json> members) throws IOException {
        return new HalfDone(
                word(members, "name"),
                Path.of(word(members, "file")),
                bytes(members, "before"),
                bytes(members, "after"),
                Integer.parseInt(word(members, "begun")),
                List.of(word(members, "running").split(" ")).stream()
                        .filter(name -> !name.isEmpty())
                        .map(ServiceName::new)
                        .toList());
    }

    private static String word(Map<String, Json> members, String name) throws IOException {
        if (members.get(name) instanceof Json.Text(String text)) {
            return text;
        }
        throw new IOException("the note of a rotation has no " + name);
    }

    private static byte[] bytes(Map<String, Json> members, String name) throws IOException {
        return Base64.getDecoder().decode(word(members, name));
    }

    void write(StateFolder state) throws IOException {
        state.make();
        String names = String.join(" ", running.stream().map(ServiceName::text).toList());
        Json json = Json.object()
                .with("name", name)
                .with("file", file.toString())
                .with("before", Base64.getEncoder().encodeToString(before))
                .with("after", Base64.getEncoder().encodeToString(after))
                .with("begun", String.valueOf(begun))
                .with("running", names)
                .build();
        state.write(FILE, json.compact() + "\n");
    }

    static void forget(StateFolder state) throws IOException {
        Files.deleteIfExists(state.file(FILE));
    }
}
