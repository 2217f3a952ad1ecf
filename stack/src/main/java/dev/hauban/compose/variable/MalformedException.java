package dev.hauban.compose.variable;

import dev.hauban.compose.tree.Legible;

/// A text that is not what it should be: its variables can't be filled in, or it sets none.
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final boolean missing;

    private MalformedException(String message, String remedy, boolean missing) {
        super(message, null, false, false);
        this.remedy = remedy;
        this.missing = missing;
    }

    MalformedException(String message, String remedy) {
        this(message, remedy, false);
    }

    static MalformedException template(String text) {
        return new MalformedException(
                "`" + Legible.of(text) + "` is not a variable as Compose files write it",
                "write ${NAME} or ${NAME:-default}; a $ that is meant as one is written $$",
                false);
    }

    static MalformedException tooDeep(int limit) {
        return new MalformedException(
                "variables are nested more than " + limit + " levels deep", "give one of them a value of its own");
    }

    static MalformedException tooLong() {
        return new MalformedException(
                "the variables in this text make it longer than 1 MB", "put it into a file and name the file");
    }

    static MalformedException missing(String name, String message) {
        return new MalformedException(
                "required variable " + name + " is missing a value" + (message.isEmpty() ? "" : ": " + message),
                "set " + name + " in the environment or in the .env file",
                true);
    }

    /// Whether it is a variable that has no value.
    public boolean isMissing() {
        return missing;
    }

    public String remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
