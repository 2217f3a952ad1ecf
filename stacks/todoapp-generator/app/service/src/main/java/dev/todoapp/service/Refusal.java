package dev.todoapp.service;

/// What can't be done, with a status of HTTP and a reason in words for whoever asked.
public final class Refusal extends RuntimeException {
    private final int status;
    private final String reason;

    public Refusal(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    public static Refusal nothingHere() {
        return new Refusal(404, "There is nothing here.");
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }
}
