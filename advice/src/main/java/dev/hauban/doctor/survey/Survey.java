package dev.hauban.doctor.survey;

import dev.hauban.compose.origin.Origins;
import dev.hauban.doctor.subject.Machine;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Places;
import dev.hauban.doctor.subject.ProjectFiles;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Makes a subject of a stack, its project's files and this machine.
public final class Survey {
    private final Path standing;
    private final InstantSource clock;
    private final Map<String, String> texts;

    /// @param standing where the person stands: from there, files are named
    /// @param texts what files would say, by absolute path; all others are as they are
    public Survey(Path standing, InstantSource clock, Map<String, String> texts) {
        this.standing = standing;
        this.clock = clock;
        this.texts = Map.copyOf(texts);
    }

    /// @param engine which runs the stack here
    public Subject of(Stack stack, Origins origins, String engine) throws IOException, InterruptedException {
        var places = new Places(origins);
        Path project = stack.origin().directory().orElse(standing);
        try (var questions = new Questions(project)) {
            // Asked first, answered while files are read.
            questions.askClock();
            var papers = new Papers(standing, project, texts);
            papers.ofStack(stack, places.files());
            papers.ofProject();
            List<Paper> variables = papers.all().stream()
                    .filter(paper -> paper.kind() == Paper.Kind.VARIABLES)
                    .toList();
            questions.askGit(variables);
            var host = new Host(project, clock);
            var files = new ProjectFiles(
                    papers.all(), host.entries(stack, variables), questions.git(variables), host.copied(stack));
            Machine machine = host.machine(engine, papers.all(), questions.clockIsKept());
            return new Subject(stack, places, files, machine);
        }
    }
}
