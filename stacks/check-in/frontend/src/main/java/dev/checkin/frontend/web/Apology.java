package dev.checkin.frontend.web;

import io.javalin.http.HttpStatus;

/// A page that says that something can't be.
final class Apology extends RuntimeException {
    private final int status;

    Apology(HttpStatus status, String reason) {
        super(reason, null, false, false);
        this.status = status.getCode();
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
