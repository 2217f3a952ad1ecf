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

/// Reads Compose files as Docker Compose does. This is the door of all rooms below `compose`, for anybody on the JVM:
///
/// ```java
/// var files = new DiskFiles(FileSystems.getDefault(), System.in);
/// var request = ComposeRequest.in(Path.of("").toAbsolutePath(), System.getenv());
/// switch (new ComposeReader(files).read(request)) {
///     case Reading.Read read -> read.stack().services().keySet().forEach(System.out::println);
///     case Reading.Refused refused -> refused.problems().forEach(problem -> System.err.println(problem.text()));
/// }
/// ```
///
/// **What is asked** is a [ComposeRequest]: the words of Docker Compose's command line, the variables of the process,
/// and where the person stands. Nothing else is looked at: no system property, no variable, no clock, and no file but
/// by the [ComposeFiles] that the reader was given.
///
/// **What is answered** is a value; nothing is thrown for anything that a file may hold:
///
/// - [#read]: a [Stack] and its [CanonicalDocument], or every problem;
/// - [#document]: the canonical document alone, as far as the request's options want it. It accepts and refuses what
///   `docker compose config` does, and checks `x-hauban`, which Docker Compose passes over. `read` refuses more: what
///   can't be run, such as a service of a provider;
/// - [#files]: which files would be read.
///
/// **Problems** are all that are wrong in all files, in the order of the files and their lines, each with a stable
/// code, its place where it has one, its path (`services.web.ports[1]`) and a remedy. A value that makes no sense is
/// left out, and nothing is told that only follows from that. A variable without a value and the like are warnings, in
/// Docker Compose's words; they come with a stack as well.
///
/// **Files that are made to do harm** end in a problem. A load has a budget: 16 MB a file, 550,000 keys and values,
/// half a million more that aliases, `extends`, ranges of ports and files of variables make of them, 50 levels of
/// `include` and `extends`, 200 of nesting. Pipes and devices are not opened.
///
/// A reader keeps nothing between two calls. Two threads may use one if they may use its [ComposeFiles].
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
            Origin origin = origin(loaded.files());
            // From here on nobody holds the tree that was loaded any more: it is as large as the one made of it.
            Project project = Project.of(loaded.root(), loaded.name(), loaded.files(), whole, session);
            Stack stack = new StackMaker(project, origin, problems).make();
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
                    : CanonicalDocument.raw(
                            loaded.root(), loaded.files().environment(), Loader.lists(request.options()));
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
