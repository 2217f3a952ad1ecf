package dev.hauban.engine;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the one who asks for a project has in the environment, as far as it decides how its services are run: where
/// programs are found, how something is fetched, which rung of isolation is wished for. It is kept with the project: an
/// operator was begun earlier, by somebody in other surroundings, and serves every project.
///
/// @param values those that are set
public record AskersVariables(Map<String, String> values) {
    /// Which rung of isolation a project is to be begun on.
    public static final String RUNG = "HAUBAN_RUNG";

    private static final List<String> NAMES = List.of(
            RUNG,
            "PATH",
            "JAVA_HOME",
            "MAVEN_ARGS",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY");
    private static final String FILE = "surroundings";

    public AskersVariables {
        values = Map.copyOf(values);
    }

    public static AskersVariables of(Map<String, String> environment) {
        var values = new LinkedHashMap<String, String>();
        for (String name : NAMES) {
            String value = environment.get(name);
            if (value != null && !value.isEmpty() && value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
                values.put(name, value);
            }
        }
        return new AskersVariables(values);
    }

    /// What was kept last; of a project that nobody has asked for yet, nothing.
    public static AskersVariables read(StateFolder state) throws IOException {
        var kept = new LinkedHashMap<String, String>();
        for (String line : state.read(FILE).orElse("").split("\n")) {
            kept.put(line.substring(0, Math.max(0, line.indexOf('='))), line.substring(line.indexOf('=') + 1));
        }
        return of(kept);
    }

    /// Nothing is written where all is kept already.
    public void keep(StateFolder state) throws IOException {
        if (!read(state).equals(this)) {
            state.make();
            var text = new StringBuilder();
            new TreeMap<>(values)
                    .forEach((name, value) ->
                            text.append(name).append('=').append(value).append('\n'));
            state.write(FILE, text.toString());
        }
    }

    /// An operator's environment with these in the place of its own.
    public Map<String, String> over(Map<String, String> operators) {
        var all = new TreeMap<>(operators);
        if (values.isEmpty()) {
            all.remove(RUNG);
            return all;
        }
        NAMES.forEach(all::remove);
        all.putAll(values);
        return all;
    }
}
