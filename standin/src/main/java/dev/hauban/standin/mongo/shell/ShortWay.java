package dev.hauban.standin.mongo.shell;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The question of a health check, read without JavaScript: a command, perhaps of another database, of whose answer
/// `ok` may be wanted, printed or as the exit code. Whatever is more than that is left to JavaScript, which answers the
/// same.
///
/// @param database empty for the current one
/// @param command what is asked
/// @param wantsOk whether only `ok` of the answer is meant
/// @param ending how the shell is to end: the answer is shown, or made an exit code
record ShortWay(String database, Document command, boolean wantsOk, Ending ending) {
    /// @param isExit whether it is an exit code instead of a text
    /// @param good the code where the answer is `ok`
    /// @param bad the code where it is not
    record Ending(boolean isExit, int good, int bad) {
        static final Ending SHOWN = new Ending(false, 0, 0);
    }

    private static final String NAME = "([A-Za-z][A-Za-z0-9]{0,30})";
    private static final String QUOTED = "(?:'" + NAME + "'|\"" + NAME + "\")";
    private static final String OBJECT = "\\{\\s*[\"']?" + NAME + "[\"']?\\s*:\\s*(?:1|true)\\s*}";
    private static final Pattern ASKED =
            Pattern.compile("db(?:\\.getSiblingDB\\(\\s*(?:'([\\w-]{1,60})'|\"([\\w-]{1,60})\")\\s*\\))?"
                    + "\\.(adminCommand|runCommand|hello|stats)\\(\\s*(?:" + QUOTED + "|" + OBJECT
                    + ")?\\s*\\)(\\.ok)?");
    private static final Pattern PRINTED = Pattern.compile("(?:print|printjson|console\\.log)\\((.*)\\)");
    private static final Pattern EXIT = Pattern.compile(
            "(?:quit|exit|process\\.exit)\\(\\s*(.*?)(?:\\s*={2,3}\\s*1)?\\s*\\?\\s*(\\d)\\s*:\\s*(\\d)\\s*\\)");

    /// Empty where the text is more than a short question.
    static Optional<ShortWay> of(String text) {
        String asked = text.strip().replaceFirst(";$", "").strip();
        Matcher exit = EXIT.matcher(asked);
        if (exit.matches()) {
            var ending = new Ending(true, Integer.parseInt(exit.group(2)), Integer.parseInt(exit.group(3)));
            return question(exit.group(1), ending).filter(ShortWay::wantsOk);
        }
        Matcher printed = PRINTED.matcher(asked);
        // Printed whole, an answer has a form of its own.
        return printed.matches()
                ? question(printed.group(1), Ending.SHOWN).filter(ShortWay::wantsOk)
                : question(asked, Ending.SHOWN);
    }

    private static Optional<ShortWay> question(String text, Ending ending) {
        Matcher asked = ASKED.matcher(text.strip());
        if (!asked.matches()) {
            return Optional.empty();
        }
        String method = asked.group(3);
        String name = Optional.ofNullable(asked.group(4))
                .or(() -> Optional.ofNullable(asked.group(5)))
                .or(() -> Optional.ofNullable(asked.group(6)))
                .orElse("");
        boolean isCommand = method.endsWith("Command");
        if (isCommand == name.isEmpty()) {
            return Optional.empty();
        }
        String database = method.equals("adminCommand")
                ? "admin"
                : Optional.ofNullable(asked.group(1))
                        .or(() -> Optional.ofNullable(asked.group(2)))
                        .orElse("");
        String command = isCommand ? name : method.equals("stats") ? "dbStats" : "hello";
        boolean wantsOk = asked.group(7) != null;
        // Only of a short answer is it known here how it is shown.
        boolean isKnown = wantsOk || command.equals("ping");
        return isKnown
                ? Optional.of(new ShortWay(database, new Document(command, 1), wantsOk, ending))
                : Optional.empty();
    }

    /// What is shown of the answer; only `ping` is shown whole.
    String shown(Document answer) {
        String ok = Bson.isTrue(answer, "ok") ? "1" : "0";
        return wantsOk ? ok : "{ ok: " + ok + " }";
    }
}
