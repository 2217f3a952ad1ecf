package dev.hauban.engine.docker.translate;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What can't be had of a service's configs and secrets.
final class FileLimitations {
    private static final Pattern ID = Pattern.compile("\\d{1,10}");

    private final Stack stack;
    private final Service service;
    private final boolean isReadOnly;
    private final List<Problem> problems = new ArrayList<>();

    private FileLimitations(Stack stack, Service service) {
        this.stack = stack;
        this.service = service;
        this.isReadOnly = new Words(service.specification().members()).flag("read_only");
    }

    static List<Problem> of(Stack stack, Service service) {
        var limitations = new FileLimitations(stack, service);
        for (Mount mount : service.attachments().mounts()) {
            if (mount instanceof Mount.Supplied supplied) {
                limitations.look(supplied);
            }
        }
        return limitations.problems;
    }

    private void look(Mount.Supplied mount) {
        ids(mount);
        FileSource source = (mount.kind() == Mount.Kind.SECRET ? stack.secrets() : stack.configs()).get(mount.source());
        switch (source) {
            case FileSource.FromFile _
            when isReadOnly && !SuppliedFile.isPlain(mount) ->
                problems.add(here(
                        mount,
                        Problem.degraded(
                                "docker.left-out",
                                "owner and mode are left out: nothing can be copied into a service that is read_only,"
                                        + " and a mounted file has those of the host")));
            case FileSource.FromEnvironment(String variable, Optional<String> value)
            when value.isEmpty() ->
                error(
                        mount,
                        "docker.variable-missing",
                        "the variable " + variable + " is not set",
                        "set it in the environment or in the .env file");
            case FileSource.FromEnvironment _, FileSource.Inline _
            when isReadOnly ->
                error(
                        mount,
                        "docker.read-only",
                        "nothing can be copied into a service that is read_only",
                        "give `" + mount.source() + "` a file");
            case FileSource.External _ ->
                error(
                        mount,
                        "docker.external-file",
                        "`" + mount.source() + "` is kept by somebody else, and Docker without a swarm has nobody who"
                                + " could",
                        "give it a file, a variable or a content");
            case null -> {}
            case FileSource.FromFile _, FileSource.FromEnvironment _, FileSource.Inline _ -> {}
        }
    }

    private void ids(Mount.Supplied mount) {
        for (Optional<String> id : List.of(mount.owner(), mount.group())) {
            if (id.isPresent() && !ID.matcher(id.get()).matches()) {
                error(mount, "docker.file-owner", "`" + id.get() + "` is no user or group id", "give a number");
            }
        }
    }

    private void error(Mount.Supplied mount, String code, String message, String remedy) {
        problems.add(here(mount, Problem.error(code, Actor.AUTHOR, message).remedy(remedy)));
    }

    private Problem here(Mount.Supplied mount, Problem problem) {
        String kind = mount.kind() == Mount.Kind.SECRET ? "secrets" : "configs";
        return problem.at(service.place()).about("services." + service.name() + "." + kind + "." + mount.source());
    }
}
