package dev.hauban.compose.origin;

import dev.hauban.problem.Place;

/// Somebody who gives a variable a value. The value is masked where it looks like a secret.
public sealed interface Candidate {
    String value();

    /// The environment of the process, which wins over all others.
    record Shell(String value) implements Candidate {}

    /// A line of a file of variables: `.env`, `--env-file`, the env_file of an include.
    record Line(Place place, String value) implements Candidate {}

    /// COMPOSE_PROJECT_NAME is the project's name, wherever that comes from.
    record ProjectName(String value) implements Candidate {}

    /// PWD is where the person stands.
    record Standing(String value) implements Candidate {}
}
