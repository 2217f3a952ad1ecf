package dev.hauban.engine.docker;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;

/// What can be wrong with a copy, in words.
final class CopyProblems {
    private CopyProblems() {}

    static Problem nothingThere(String path) {
        return Problem.error("docker.nothing-to-copy", Actor.MACHINE, "there is no " + path + " on this machine");
    }

    static Problem nothingInside(String path) {
        return Problem.error("docker.nothing-to-copy", Actor.MACHINE, "there is no " + path + " in the container");
    }

    static Problem noFolder(String path) {
        return Problem.error("docker.no-folder", Actor.MACHINE, "there is no folder " + path + " to copy to")
                .remedy("Make it first, or write a name that the copy may have.");
    }

    static Problem fileInTheWay(String path) {
        return Problem.error("docker.file-in-the-way", Actor.MACHINE, path + " is no folder, and can't take one in")
                .remedy("Write another target.");
    }

    static Problem noPlainFile(String path) {
        return Problem.error(
                        "docker.no-plain-file",
                        Actor.MACHINE,
                        path + " is no file, folder or link, and can't be copied like one")
                .remedy("As a tar it can: hauban cp SERVICE:PATH - and tar c … | hauban cp - SERVICE:PATH.");
    }

    static Problem leadsOut(String path) {
        return Problem.error(
                "docker.leads-out",
                Actor.OUTSIDE,
                "the container gives " + path + " behind a link, which could lead anywhere: nothing is written there");
    }
}
