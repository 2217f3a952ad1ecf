package dev.hauban.compose.variable;

/// A text with variables that can't be filled in.
public final class UnsubstitutableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnsubstitutableException(String message, String remedy) {
        super(message, null, false, false);
        this.remedy = remedy;
    }

    static UnsubstitutableException malformed(String text) {
        return new UnsubstitutableException(
                "`" + text + "` is not a variable as Compose files write it",
                "write ${NAME} or ${NAME:-default}; a $ that is meant as one is written $$");
    }

    static UnsubstitutableException missing(String name, String message) {
        return new UnsubstitutableException(
                "required variable " + name + " is missing a value" + (message.isEmpty() ? "" : ": " + message),
                "set " + name + " in the environment or in the .env file");
    }

    public String remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
