package dev.hauban.compose;

import dev.hauban.compose.load.Discovery;
import dev.hauban.compose.load.Files;
import dev.hauban.compose.load.Loader;
import dev.hauban.compose.load.ProjectNaming;
import dev.hauban.compose.load.Session;
import dev.hauban.compose.meaning.StackMaker;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.project.Project;
import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.compose.request.ReadingOptions.Reach;
import dev.hauban.compose.trace.Trace;
import dev.hauban.compose.tree.Budget;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Problems;
import dev.hauban.stack.Origin;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads Compose files. This is the door of all rooms below `compose`: ask with a [ComposeRequest], get a [Reading].
public final class ComposeReader {
    private final ComposeFiles files;

    public ComposeReader(ComposeFiles files) {
        this.files = files;
    }

    /// The stack that the files mean, or everything that is wrong in them.
    ///
    /// Of the request's options only `allResources` counts: a stack is made of files that are read all the way.
    public Reading read(ComposeRequest request) {
        ReadingOptions all = ReadingOptions.ALL.withConsistency(Reach.NAMED);
        ComposeRequest whole = request.withOptions(request.options().allResources() ? all.withAllResources() : all);
        Session session = session(whole);
        Problems problems = session.problems();
        try {
            Loaded loaded = load(whole, session);
            Project project = Project.of(loaded.root(), loaded.name(), loaded.files(), whole, session);
            Stack stack = new StackMaker(project, origin(loaded.files()), problems).make();
            if (problems.errors() == 0) {
                var document = new CanonicalDocument(project.document(), project.disabled(), project.environment());
                return new Reading.Read(stack, document, problems.inFileOrder());
            }
        } catch (Budget.ExhaustedException _) {
            // It is among the problems.
        }
        return new Reading.Refused(problems.inFileOrder());
    }

    /// The canonical form of the files, taken as far as the request's options want it.
    public DocumentReading document(ComposeRequest request) {
        Session session = session(request);
        Problems problems = session.problems();
        try {
            Loaded loaded = load(request, session);
            CanonicalDocument document = request.options().completes()
                    ? canonical(loaded, request, session)
                    : CanonicalDocument.raw(loaded.root(), loaded.files().environment());
            if (problems.errors() == 0) {
                return new DocumentReading.Read(document, problems.inFileOrder());
            }
        } catch (Budget.ExhaustedException _) {
            // It is among the problems.
        }
        return new DocumentReading.Refused(problems.inFileOrder());
    }

    /// Where everything in the canonical document comes from, as far as it could be read, and what is wrong.
    public OriginReading origins(ComposeRequest request) {
        var trace = new Trace();
        var session = new Session(files, request, trace);
        return new OriginReading(
                origins(request, session, trace), session.problems().inFileOrder());
    }

    private static Origins origins(ComposeRequest request, Session session, Trace trace) {
        try {
            Loaded loaded = load(request, session);
            Project project = Project.of(loaded.root(), loaded.name(), loaded.files(), request, session);
            return new Origins(trace, request, CanonicalDocument.shown(project.document()), project.environment());
        } catch (Budget.ExhaustedException _) {
            var nothing = new Mapping(session.source("-"), 1, 1);
            return new Origins(trace, request, nothing, request.environment());
        }
    }

    /// The Compose files that would be read, whether they are right or not.
    public List<String> files(ComposeRequest request) {
        try {
            return found(request, session(request)).paths();
        } catch (Budget.ExhaustedException _) {
            return List.of();
        }
    }

    private static CanonicalDocument canonical(Loaded loaded, ComposeRequest request, Session session) {
        Project project = Project.of(loaded.root(), loaded.name(), loaded.files(), request, session);
        if (request.options().consistency() != Reach.NONE) {
            StackMaker.checkExtensions(project, session.problems());
        }
        return new CanonicalDocument(project.document(), project.disabled(), project.environment());
    }

    private Session session(ComposeRequest request) {
        return new Session(files, request, null);
    }

    private static Files found(ComposeRequest request, Session session) {
        return new Discovery(session, request).find();
    }

    /// What the phases of the load leave.
    private record Loaded(Mapping root, String name, Files files) {}

    private static Loaded load(ComposeRequest request, Session session) {
        Files found = found(request, session);
        var loader = new Loader(session);
        String name = new ProjectNaming(session, loader).name(found, request.projectName());
        var environment = new LinkedHashMap<>(found.environment());
        environment.put("COMPOSE_PROJECT_NAME", name);
        if (session.trace() instanceof Trace trace) {
            trace.layered(environment, found.environment(), List.of());
        }
        var files = new Files(found.paths(), found.folder(), environment, found.environmentFiles());
        return new Loaded(loader.project(files, name), name, files);
    }

    private static Origin origin(Files files) {
        List<Path> environmentFiles =
                files.environmentFiles().paths().stream().map(Path::of).toList();
        return new Origin(
                Optional.of(Path.of(files.folder())),
                files.paths(),
                environmentFiles,
                files.environmentFiles().areNamed());
    }
}
