package dev.hauban.engine.docker.wire;

/// How an answer begins.
///
/// @param persistent whether the connection may carry another request afterwards
record Head(int status, boolean persistent, Headers headers) {
    boolean isInterim() {
        return status < 200 && status != 101;
    }
}
