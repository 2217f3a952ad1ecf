package dev.hauban.problem;

import java.util.Optional;
import java.util.regex.Pattern;

/// Something that is wrong, told so that a person can act on it. It is what the terminal prints, the operator
/// answers and the journal keeps.
///
/// A problem never holds a secret's value.
///
/// @param code stable name for scripts and documentation, `room.what-is-wrong`
/// @param message what is wrong, in the user's words, without a full stop's worth of cause chains
/// @param place where in a file, if it has to do with one
/// @param path what in the file, such as `services.web.ports[1]`, if it has to do with one
/// @param remedy what to do about it, if we know
public record Problem(
        String code,
        Severity severity,
        Actor actor,
        String message,
        Optional<Place> place,
        Optional<String> path,
        Optional<String> remedy) {

    private static final Pattern CODE = Pattern.compile("[a-z]+(\\.[a-z0-9]+(-[a-z0-9]+)*)+");

    public Problem {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a problem code: " + code);
        }
        if (message.isBlank()) {
            throw new IllegalArgumentException("a problem says what is wrong: " + code);
        }
    }

    public static Problem error(String code, Actor actor, String message) {
        return new Problem(code, Severity.ERROR, actor, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Problem degraded(String code, String message) {
        return new Problem(
                code, Severity.DEGRADED, Actor.MACHINE, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Problem warning(String code, Actor actor, String message) {
        return new Problem(
                code, Severity.WARNING, actor, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Problem at(Place newPlace) {
        return new Problem(code, severity, actor, message, Optional.of(newPlace), path, remedy);
    }

    public Problem about(String newPath) {
        return new Problem(code, severity, actor, message, place, Optional.of(newPath), remedy);
    }

    public Problem remedy(String newRemedy) {
        return new Problem(code, severity, actor, message, place, path, Optional.of(newRemedy));
    }

    public Problem as(Severity newSeverity) {
        return new Problem(code, newSeverity, actor, message, place, path, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// The one text form: place, what is wrong, and on the next line what to do.
    public String text() {
        var text = new StringBuilder();
        place.ifPresent(known -> text.append(known).append(": "));
        if (severity != Severity.ERROR) {
            text.append(severity.name().toLowerCase(java.util.Locale.ROOT)).append(": ");
        }
        path.ifPresent(known -> text.append(known).append(": "));
        text.append(message);
        remedy.ifPresent(known -> text.append("\n  ").append(known.replace("\n", "\n  ")));
        return text.toString();
    }
}
