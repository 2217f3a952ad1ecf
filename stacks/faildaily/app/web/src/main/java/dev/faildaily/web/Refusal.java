package dev.faildaily.web;

import java.util.Map;

/// A request that isn't served, with the words that the person who sent it may read.
/// Thrown from anywhere below a handler, so that the handlers read as the story that goes well.
public final class Refusal extends RuntimeException {

    private final int status;

    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public Answer answer() {
        return Answer.json(status, Map.of("error", String.valueOf(getMessage())));
    }
}
