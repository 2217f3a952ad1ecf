package dev.hauban.cli;

import dev.hauban.backup.Backups;
import dev.hauban.boot.BootStart;
import dev.hauban.compose.DocumentReading;
import dev.hauban.compose.OriginReading;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.StateFolder;
import dev.hauban.json.Json;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Wanted;
import dev.hauban.secret.vault.VaultKey;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What commands need of the rest of the house. `app` provides it; nothing is made before a command asks for it, so
/// that `hauban version` loads no engine.
public interface House {
    /// Reads the stack. What is wrong with it is thrown, all at once, as a [dev.hauban.problem.ProblemException]; what
    /// is only worth knowing comes with it.
    ///
    /// @param named services that the user named: that switches their profiles on
    Loaded read(CommonOptions.Source source, List<String> named) throws IOException;

    /// The stack of a project that is named: as it was last asked for, where the operator looks after it; else as far
    /// as can be told from what there is of it on Docker. Empty where there are files to read, or no name is given.
    ///
    /// @param engine the one to look at alone
    /// @throws dev.hauban.problem.ProblemException if there are no files and nobody knows the name
    Optional<Loaded> foundByName(CommonOptions.Source source, Optional<String> engine)
            throws IOException, InterruptedException;

    /// The files as their canonical document, resolved as far as is wanted. What is wrong is thrown.
    ///
    /// @param services only these and what they depend on; empty means all
    DocumentReading.Read document(CommonOptions.Source source, List<String> services, ReadingOptions options)
            throws IOException;

    /// Where everything in the canonical document comes from; what is wrong comes with it.
    ///
    /// @param services only these and what they depend on; empty means all
    OriginReading origins(CommonOptions.Source source, List<String> services) throws IOException;

    /// Everything that the doctor's rules look at. What is wrong with the files is thrown.
    ///
    /// @param engine which runs the stack here
    /// @param texts what files would say, by absolute path; all others are as they are
    Subject survey(CommonOptions.Source source, String engine, Map<String, String> texts)
            throws IOException, InterruptedException;

    /// A service that is typed instead of written into a file, understood by the same rules. Relative paths begin where
    /// the user stands. What is wrong is thrown.
    Service typed(Json.Members words);

    /// The Compose files that would be read, merged or not, right or wrong.
    List<Path> files(CommonOptions.Source source);

    /// Where the project runs or has its data already; else what this machine has.
    ///
    /// @throws dev.hauban.problem.ProblemException where that can't be found out
    Suggestion suggestedEngine(Loaded loaded);

    /// An engine that nobody asked for, and why it is this one.
    record Suggestion(String engine, String reason) {}

    /// Somebody named this engine: what takes time can begin while files are read. What goes wrong is told when it is
    /// needed.
    void expect(String engine);

    /// The same where nobody named one, if it is likely that time is saved by it.
    void expectLikely();

    /// The engines that there are on this machine now.
    ///
    /// @throws dev.hauban.problem.ProblemException where that can't be found out
    List<String> engines() throws InterruptedException;

    /// @param name one that [EngineChoice] lets through
    Engine engine(String name, Loaded loaded) throws IOException;

    /// The projects that an engine has, without a look into any file; in the order of names.
    ///
    /// @param engine one that [EngineChoice] lets through
    List<ProjectSeen> projects(String engine) throws IOException, InterruptedException;

    /// Whoever keeps stacks as they are wanted.
    Keeper keeper();

    /// The last known health of an instance; empty when nothing is known of its present run.
    Optional<Health> health(Loaded loaded, Instance instance);

    /// What is wanted of the project and remembered of it on this engine, for a look ahead.
    Remembered remembered(String engine, Loaded loaded) throws IOException;

    /// `application`, `infrastructure`, `administration` or `monitoring`.
    String category(Service service);

    /// The backups of a stack.
    ///
    /// @param engine on which it runs; whoever asks closes it
    Backups backups(Loaded loaded, Engine engine) throws IOException;

    /// The stack as it is written: files that are encrypted are still that.
    ///
    /// @param texts what files would say, by absolute path; all others are as they are
    Loaded readAsWritten(CommonOptions.Source source, Map<String, String> texts) throws IOException;

    /// The same stack with what is in its encrypted files.
    Loaded opened(Loaded written);

    /// Where the project's state is kept.
    StateFolder state(Loaded loaded);

    /// Whoever knows the password of encrypted files.
    VaultKey vaultKey();

    /// Good enough for secrets.
    RandomGenerator chance();

    /// Has `action` called at every Ctrl-C, instead of ending, until the answer is closed.
    Interruptions onInterrupt(Runnable action);

    /// How the operator can be started with this machine.
    ///
    /// @throws dev.hauban.problem.ProblemException if there is no way here
    BootStart bootStart();

    /// Becomes the operator; returns when it is told to end.
    int operate() throws IOException, InterruptedException;

    /// Ends the wish to hear of Ctrl-C.
    interface Interruptions extends AutoCloseable {
        @Override
        void close();
    }

    /// What the operator knows.
    record Remembered(Wanted wanted, Memory memory) {}
}
