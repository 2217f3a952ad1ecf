package dev.hauban.backup;

import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.Streams;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A script of the catalog's, run inside one instance.
///
/// @param words `$1` and what follows
record Script(String text, List<String> words) {
    Script {
        words = List.copyOf(words);
    }

    /// Where it is run.
    record Place(Engine engine, ProjectName project, InstanceId instance) {}

    /// @throws ProblemException if it doesn't end well, with what it said last
    void run(Place place, InputStream input, OutputStream output) throws IOException, InterruptedException {
        var said = new LastWords();
        int code = place.engine()
                .execute(place.project(), place.instance(), execution(), new Streams(input, output, said));
        if (code != 0) {
            throw new ProblemException(failed(place, code, said.text()));
        }
    }

    /// What it writes, which is little.
    String answer(Place place) throws IOException, InterruptedException {
        var answer = new LastWords();
        run(place, InputStream.nullInputStream(), answer);
        return answer.text();
    }

    private Execution execution() {
        var command = new ArrayList<>(List.of("sh", "-c", text, "hauban"));
        command.addAll(words);
        return new Execution(command, Map.of(), Optional.empty(), Optional.empty(), false);
    }

    private static Problem failed(Place place, int code, String said) {
        String why = said.isEmpty() ? "it ended with " + code + " and said nothing" : said;
        return Problem.error(
                        "backup.tool-failed",
                        Actor.SERVICE,
                        "the tool inside " + place.instance() + " ended with " + code + ": " + why)
                .remedy(remedy(place, said));
    }

    private static String remedy(Place place, String said) {
        if (said.contains("Access denied") || said.contains("authentication failed")) {
            return "The password in the service's environment is not the server's any more: a database takes it at its"
                    + " first start alone. Change the one or the other.";
        }
        if (said.contains("server version mismatch")) {
            return "Install the server's own client programs on this machine (such as postgresql-client-17), or run the"
                    + " stack on Docker, whose images bring them.";
        }
        return "hauban logs " + place.instance().service() + " shows what the service says.";
    }
}
