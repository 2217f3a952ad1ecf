package dev.hauban.engine.local;

import dev.hauban.engine.WholeFile;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.keep.Definition;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes instances and takes them away.
final class Creation {
    private final LocalProject project;

    Creation(LocalProject project) {
        this.project = project;
    }

    Outcome create(Stack stack, InstanceId id) throws IOException, InterruptedException {
        Optional<Service> service = stack.service(id.service());
        if (service.isEmpty()) {
            return LocalProblems.failed(LocalProblems.noSuchService(id));
        }
        if (project.instances().find(id).isPresent()) {
            return new Outcome.Succeeded();
        }
        LocalProgram program = project.programs().of(service.get()).program();
        Path instance = project.folder().instance(id);
        // What a torn definition left may still run, and is nobody's any more.
        project.ending().endStrays(id);
        Trees.remove(instance);
        Files.createDirectories(instance);
        project.furnishing().copyOwn(program, instance);
        // Written last: an instance is there when its definition is.
        WholeFile.write(
                instance.resolve(LocalFolder.DEFINITION),
                definition(stack.name(), service.get(), id, program).text());
        return new Outcome.Succeeded();
    }

    Outcome remove(InstanceId id, boolean volumes) throws IOException, InterruptedException {
        Optional<Kept> kept = project.instances().find(id);
        if (kept.isPresent() && kept.get().isRunning()) {
            return LocalProblems.failed(LocalProblems.stillRunning(id));
        }
        if (Files.exists(project.folder().instance(id))) {
            project.ending().endStrays(id);
        }
        LocalFolder folder = project.folder();
        // First of all it is not there any more; what follows may be cut off at any point and is done again.
        Files.deleteIfExists(folder.instance(id).resolve(LocalFolder.DEFINITION));
        Trees.remove(folder.instance(id));
        if (volumes) {
            Trees.remove(folder.anonymous(id));
            Trees.remove(folder.logFolder(id));
        }
        return new Outcome.Succeeded();
    }

    private Definition definition(ProjectName name, Service service, InstanceId id, LocalProgram program) {
        String image = service.program().image().map(ImageReference::text).orElse(name + "-" + service.name());
        return new Definition(
                id,
                service.hash(),
                project.time().instant(),
                fullName(name, service, id),
                image,
                shortened(program.start().words()),
                program.traits().healthCheck(),
                service.lifecycle().stopSignal().or(() -> program.traits().stopSignal()));
    }

    /// As `docker ps` shows a command, but without what follows the program: that may be a password.
    private static String shortened(List<String> words) {
        return "\"" + words.getFirst() + (words.size() > 1 ? " …" : "") + "\"";
    }

    static String fullName(ProjectName project, Service service, InstanceId id) {
        return service.attachments().containerName().orElse(project + "-" + id);
    }
}
