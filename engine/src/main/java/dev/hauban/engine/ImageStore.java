package dev.hauban.engine;

import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// The images of a stack's services, as a person has them built, fetched, given away and listed, beside what an `up`
/// does by itself.
///
/// An engine does what it can do in a true way; the rest it refuses as this interface does. Methods may be called from
/// several threads at once and return soon after their thread is interrupted. What can't be done is thrown as a
/// [ProblemException].
public interface ImageStore {
    /// The name of the engine, for what it refuses.
    String engine();

    /// Builds the image of a service that has a `build`, although it may be here.
    default void build(Stack stack, ServiceName service, BuildOptions options, Telling telling)
            throws IOException, InterruptedException {
        throw Incapable.of(engine(), "build images");
    }

    /// Gets the image of a service from a registry.
    ///
    /// @param always although it is here
    default void pull(Stack stack, ServiceName service, boolean always, Telling telling)
            throws IOException, InterruptedException {
        throw Incapable.of(engine(), "pull images");
    }

    /// Gives the image of a service to the registry that its name says.
    default void push(Stack stack, ServiceName service, Telling telling) throws IOException, InterruptedException {
        throw Incapable.of(engine(), "push images");
    }

    /// What the project's instances were made from, in the order of their names.
    default List<ImageSeen> list(ProjectName project) throws IOException, InterruptedException {
        throw Incapable.of(engine(), "list the images of a project");
    }

    /// Who is told how it goes.
    ///
    /// @param progress how far it is
    /// @param line what a build writes, line by line
    record Telling(Consumer<Engine.Progress> progress, Consumer<String> line) {
        /// Nobody wants the lines.
        public static Telling of(Consumer<Engine.Progress> progress) {
            return new Telling(progress, _ -> {});
        }
    }
}
