package dev.hauban.standin.mongo.shell;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.wire.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Stands in for `mongosh` and `mongo`.
public final class Shell {
    /// The release whose words it knows.
    static final String VERSION = "2.5.0";

    /// Names of texts that are in no file.
    static final String EVALUATED = "--eval";

    static final String TYPED = "input";

    /// Of the entrypoint alone: makes the root user that the image's variables name, without waking JavaScript for it.
    private static final String MAKE_ROOT = "--hauban-make-root";

    private static final String HELP = """
            Usage: mongosh [options] [db address] [file names (ending in .js or .mongodb)]

            This is Hauban's small shell for MongoDB: what health checks and init scripts use.

              --eval TEXT                     evaluate JavaScript
              -f, --file FILE                 run a file
              --host NAME, --port NUMBER      where to connect
              -u, --username, -p, --password  who to log in as
              --authenticationDatabase NAME   where that user is known
              --json[=canonical|relaxed]      show results as extended JSON
              --quiet                         no greeting
              --nodb                          without a connection
            """;

    private final Surroundings surroundings;

    public Shell(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// @return the exit code
    public int run(List<String> arguments) {
        if (Words.asks(arguments, "--version")) {
            surroundings.out().println(VERSION);
            return 0;
        }
        if (Words.asks(arguments, "--help")) {
            surroundings.out().print(HELP);
            return 0;
        }
        try {
            return arguments.equals(List.of(MAKE_ROOT)) ? makeRoot() : run(Words.of(arguments));
        } catch (Words.Wrong | Script.Failed wrong) {
            surroundings.err().println(wrong.getMessage());
            return 1;
        } catch (IOException unreachable) {
            surroundings.err().println(unreachable.getMessage());
            return 1;
        }
    }

    private int makeRoot() throws IOException, Words.Wrong {
        Document command = new Document("createUser", surroundings.environment().get("MONGO_INITDB_ROOT_USERNAME"))
                .append("pwd", surroundings.environment().get("MONGO_INITDB_ROOT_PASSWORD"))
                .append("roles", List.of("root"));
        try (Client client = Words.of(List.of()).target().orElseThrow().connect(surroundings.initial())) {
            Document answer = client.ask("admin", command);
            if (!Client.isOk(answer)) {
                surroundings.err().println("MongoServerError: " + Bson.text(answer, "errmsg"));
            }
            return Client.isOk(answer) ? 0 : 1;
        }
    }

    private int run(Words words) throws IOException, Script.Failed, Words.Wrong {
        if (words.target().isEmpty()) {
            throw new Words.Wrong("--nodb: Hauban's mongosh does nothing without a connection");
        }
        Target target = words.target().get();
        try (Client client = target.connect(surroundings.initial())) {
            if (words.files().isEmpty()
                    && words.json().isEmpty()
                    && words.evaluated().size() == 1) {
                Optional<ShortWay> question = ShortWay.of(words.evaluated().getFirst());
                if (question.isPresent()) {
                    greet(words, target, client);
                    return ask(client, target, question.get());
                }
            }
            greet(words, target, client);
            try (Script script = Script.open(surroundings, target, client, words.json())) {
                return run(words, script);
            }
        }
    }

    private void greet(Words words, Target target, Client client) throws IOException {
        if (words.isQuiet() || !words.json().isEmpty()) {
            return;
        }
        Document build = client.ask("admin", new Document("buildInfo", 1));
        surroundings.out().println("Connecting to:\t\t" + target.uri());
        surroundings.out().println("Using MongoDB:\t\t" + Bson.text(build, "version"));
        surroundings.out().println("Using Mongosh:\t\t" + VERSION + " (Hauban's own)");
        surroundings.out().println();
    }

    private int ask(Client client, Target target, ShortWay question) throws IOException {
        String database = question.database().isEmpty() ? target.database() : question.database();
        Document answer = client.ask(database, question.command());
        boolean isOk = Client.isOk(answer);
        if (!isOk) {
            surroundings.err().println("MongoServerError: " + Bson.text(answer, "errmsg"));
            return 1;
        }
        if (question.ending().isExit()) {
            return question.ending().good();
        }
        surroundings.out().println(question.shown(answer));
        return 0;
    }

    private int run(Words words, Script script) throws IOException, Script.Failed {
        Optional<String> last = Optional.empty();
        for (String text : words.evaluated()) {
            last = script.evaluate(EVALUATED, text);
        }
        for (String file : words.files()) {
            if (!file.equals("-")) {
                script.run(Path.of(file));
            }
        }
        last.ifPresent(surroundings.out()::println);
        boolean isDone = !words.evaluated().isEmpty() || !words.files().isEmpty();
        return isDone && !words.staysOpen() && !words.files().contains("-") ? 0 : converse(script);
    }

    /// Line by line, as they are typed or come through a pipe. What goes wrong in one is told, and the next is read.
    private int converse(Script script) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        var typed = new StringBuilder();
        while (true) {
            prompt(script, typed.isEmpty());
            String line = reader.readLine();
            if (line == null) {
                evaluate(script, typed.toString());
                return 0;
            }
            typed.append(line).append('\n');
            if (line.strip().matches("(exit|quit)(\\(\\))?;?")) {
                return 0;
            }
            if (!script.isIncomplete(typed.toString())) {
                evaluate(script, typed.toString());
                typed.setLength(0);
            }
        }
    }

    private void prompt(Script script, boolean isNew) {
        if (surroundings.isTerminal()) {
            surroundings.out().print(isNew ? script.database() + "> " : "... ");
            surroundings.out().flush();
        }
    }

    private void evaluate(Script script, String text) {
        if (text.isBlank()) {
            return;
        }
        try {
            script.evaluate(TYPED, text).ifPresent(surroundings.out()::println);
        } catch (Script.Failed wrong) {
            surroundings.err().println(wrong.getMessage());
        }
        surroundings.out().flush();
    }
}
