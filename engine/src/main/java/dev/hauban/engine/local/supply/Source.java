package dev.hauban.engine.local.supply;

import java.util.Optional;

/// One place from which programs can come.
interface Source {
    /// What is there already. Nothing is fetched, no network is asked.
    Optional<Tools> ready(Need need) throws InterruptedException;

    /// What it would fetch, for people: `Maven Central, 15 MB`; empty when it has nothing that fits.
    Optional<String> offer(Need need) throws InterruptedException;

    /// Fetches what it offered.
    ///
    /// @throws dev.hauban.problem.ProblemException if it can't be had now
    Tools fetch(Need need, Progress progress) throws InterruptedException;
}
