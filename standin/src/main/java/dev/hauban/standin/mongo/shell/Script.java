package dev.hauban.standin.mongo.shell;

import dev.hauban.standin.mongo.wire.Client;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;

/// JavaScript with what MongoDB's shell adds to it.
final class Script implements AutoCloseable {
    private static final List<String> OWN = List.of("values.js", "inspect.js", "shell.js");

    /// Words of the shell that are no JavaScript.
    private static final Pattern COMMAND_LINE = Pattern.compile("^\\s*(use|show)\\s+([\\w.-]+)\\s*;?\\s*$");

    private final Context context;
    private final String json;

    private Script(Context context, String json) {
        this.context = context;
        this.json = json;
    }

    /// A script that went wrong, in the words that are shown for it.
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static Script open(Surroundings surroundings, Target target, Client client, String json) throws IOException {
        var context = Context.newBuilder("js")
                .allowHostAccess(HostAccess.EXPLICIT)
                .allowExperimentalOptions(true)
                // It is meant to be interpreted: nothing here runs long enough to be compiled.
                .option("engine.WarnInterpreterOnly", "false")
                .option("js.foreign-object-prototype", "true")
                .out(surroundings.out())
                .err(surroundings.err())
                .build();
        var script = new Script(context, json);
        context.getBindings("js").putMember("$host", new Host(surroundings, target, client, script::runLoaded));
        for (String name : OWN) {
            context.eval(source(name, own(name)));
        }
        return script;
    }

    private static String own(String name) throws IOException {
        try (InputStream in = Script.class.getResourceAsStream("/dev/hauban/standin/mongo/shell/" + name)) {
            if (in == null) {
                throw new IOException(name + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Source source(String name, String text) {
        return Source.newBuilder("js", text, name).buildLiteral();
    }

    private void runLoaded(Path file) throws IOException {
        context.eval(source(file.toString(), withoutHashBang(Files.readString(file))));
    }

    private static String withoutHashBang(String text) {
        return text.startsWith("#!") ? "//" + text : text;
    }

    /// Runs a file; what it comes to is not shown.
    void run(Path file) throws IOException, Failed {
        String text = withoutHashBang(Files.readString(file));
        evaluated(file.toString(), text);
    }

    /// What a text comes to, as it is shown; empty where nothing is.
    Optional<String> evaluate(String name, String text) throws Failed {
        Value value = evaluated(name, commandsAsCalls(text));
        try {
            Value shown = context.getBindings("js").getMember("$result").execute(value, json);
            return shown.isNull() ? Optional.empty() : Optional.of(shown.asString());
        } catch (PolyglotException wrong) {
            throw failed(wrong);
        }
    }

    private static String commandsAsCalls(String text) {
        return text.lines()
                .map(line -> COMMAND_LINE.matcher(line).replaceFirst("$1('$2');"))
                .reduce((before, line) -> before + "\n" + line)
                .orElse("");
    }

    private Value evaluated(String name, String text) throws Failed {
        try {
            return context.eval(source(name, text));
        } catch (PolyglotException wrong) {
            throw failed(wrong);
        }
    }

    /// Whether more has to be typed before this is JavaScript.
    boolean isIncomplete(String text) {
        try {
            context.parse(source(Shell.TYPED, commandsAsCalls(text)));
            return false;
        } catch (PolyglotException wrong) {
            return wrong.isIncompleteSource();
        }
    }

    /// The name of the database that `db` is now.
    String database() {
        return context.eval("js", "db.getName()").asString();
    }

    private Failed failed(PolyglotException wrong) {
        String where = wrong.getSourceLocation() == null || isUnnamed(wrong.getSourceLocation())
                ? ""
                : " (" + wrong.getSourceLocation().getSource().getName() + ":"
                        + wrong.getSourceLocation().getStartLine() + ")";
        if (wrong.isHostException()) {
            Throwable cause = wrong.asHostException();
            boolean isKnown = cause.getMessage() != null && cause.getMessage().startsWith("Mongo");
            String kind = isKnown ? "" : cause instanceof IOException ? "Error: cannot read or write " : "Error: ";
            return new Failed(kind + cause.getMessage() + where, wrong);
        }
        Value guest = wrong.getGuestObject();
        String told = guest == null
                ? wrong.getMessage()
                : context.getBindings("js").getMember("$failure").execute(guest).asString();
        return new Failed(told + place(wrong, where), wrong);
    }

    /// Of no file of the user's.
    private static boolean isUnnamed(SourceSection section) {
        String name = section.getSource().getName();
        return OWN.contains(name) || name.equals(Shell.EVALUATED) || name.equals(Shell.TYPED);
    }

    /// The line of the script where it happened, wherever below that it was thrown.
    private static String place(PolyglotException wrong, String where) {
        if (!where.isEmpty()) {
            return where;
        }
        for (PolyglotException.StackFrame frame : wrong.getPolyglotStackTrace()) {
            var location = frame.getSourceLocation();
            if (frame.isGuestFrame() && location != null && !isUnnamed(location)) {
                return " (" + location.getSource().getName() + ":" + location.getStartLine() + ")";
            }
        }
        return "";
    }

    @Override
    public void close() {
        context.close(true);
    }
}
