package dev.faildaily.web;

import java.io.IOException;

/// Answers one request, on a virtual thread of its own: it may block.
@FunctionalInterface
public interface Handler {

    Answer answer(Request request) throws IOException, InterruptedException;
}
