package dev.hauban.engine.docker;

/// The labels by which Docker Compose knows its own.
///
/// Source: Docker Compose 2.40.3.
final class Labels {
    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String NUMBER = "com.docker.compose.container-number";
    static final String HASH = "com.docker.compose.config-hash";
    static final String ONE_OFF = "com.docker.compose.oneoff";
    static final String IMAGE = "com.docker.compose.image";
    static final String NETWORK = "com.docker.compose.network";
    static final String VOLUME = "com.docker.compose.volume";

    private Labels() {}
}
