package dev.faildaily.web;

import java.io.InputStream;

/// What an answer carries.
public sealed interface Body {

    record Nothing() implements Body {}

    record Bytes(byte[] content) implements Body {}

    /// Read to its end and closed by the server. A length below zero means that it isn't known.
    record Flow(InputStream content, long length) implements Body {}
}
