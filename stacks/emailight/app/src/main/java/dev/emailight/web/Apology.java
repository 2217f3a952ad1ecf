package dev.emailight.web;

import io.javalin.http.HttpStatus;

/// Says that something can't be.
public final class Apology extends RuntimeException {
    private final HttpStatus status;

    public Apology(HttpStatus status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    public static Apology nothingHere() {
        return new Apology(HttpStatus.NOT_FOUND, "There is nothing here.");
    }

    public HttpStatus status() {
        return status;
    }

    /// The same as the message, and never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
