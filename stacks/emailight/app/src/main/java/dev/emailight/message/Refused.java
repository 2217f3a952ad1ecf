package dev.emailight.message;

/// What can't be done, in words for the person.
public final class Refused extends RuntimeException {
    private final int status;

    public Refused(String reason) {
        this(422, reason);
    }

    /// @param status of HTTP
    public Refused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// The same as the message, and never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
