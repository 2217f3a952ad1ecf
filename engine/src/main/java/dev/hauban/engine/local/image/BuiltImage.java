package dev.hauban.engine.local.image;

import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Dockerfile's last stage, carried out.
///
/// @param root the tree of its own files: what the Dockerfile put at `/app` is at `root/app`
/// @param pieces the runtime's, and all of the tree that has to appear, each instance its own copy
/// @param entrypoint resolved: a shell line is `/bin/sh -c line`; empty if there is none
/// @param command resolved likewise
/// @param packages of the image's distribution that its RUN lines install
public record BuiltImage(
        Path root,
        Map<String, String> environment,
        List<String> entrypoint,
        List<String> command,
        String workingDirectory,
        LocalProgram.Account account,
        List<Piece> pieces,
        LocalProgram.Traits traits,
        List<Package> packages,
        List<Problem> remarks) {
    public BuiltImage {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        pieces = List.copyOf(pieces);
        packages = List.copyOf(packages);
        remarks = List.copyOf(remarks);
    }

    /// A package and the line that wants it.
    public record Package(String name, Place place) {}
}
