package dev.checkin.backend;

/// What can't be done, in words for the person, with the status of HTTP that says the same to a program.
public final class Refusal extends RuntimeException {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final int status;

    private Refusal(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    public static Refusal notKnown(String reason) {
        return new Refusal(UNAUTHORIZED, reason);
    }

    public static Refusal notAllowed(String reason) {
        return new Refusal(FORBIDDEN, reason);
    }

    public static Refusal notThere(String reason) {
        return new Refusal(NOT_FOUND, reason);
    }

    public static Refusal taken(String reason) {
        return new Refusal(CONFLICT, reason);
    }

    public static Refusal wrong(String reason) {
        return new Refusal(UNPROCESSABLE, reason);
    }

    public static Refusal tooMany(String reason) {
        return new Refusal(TOO_MANY, reason);
    }

    public int status() {
        return status;
    }

    /// The same as the message, and never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
