package dev.hauban.secret;

import dev.hauban.compose.origin.Origins;
import dev.hauban.engine.StateFolder;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.Secret.Source;
import dev.hauban.secret.vault.VaultKey;
import dev.hauban.setup.Settings;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Placeholder;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The secrets of a stack, with the files that they are in.
public final class Secrets {
    /// What examples are called, beside the file that is made of them.
    private static final List<String> EXAMPLES = List.of(".example", ".sample", ".template", ".dist");

    private final Around around;
    private final Stack stack;
    private final List<Secret> found;

    /// @param standing where paths of places begin
    /// @param chance good enough for secrets
    public record Around(StateFolder state, Path standing, VaultKey key, RandomGenerator chance, InstantSource clock) {}

    /// @param stack as it is written: encrypted files are still that
    public Secrets(Around around, Stack stack, Origins origins) {
        this.around = around;
        this.stack = stack;
        this.found = SecretSearch.of(stack, origins);
    }

    /// How old a value is.
    public sealed interface Age {
        /// It was set then, here.
        record Since(Instant moment) implements Age {}

        /// Its file was last written then, so it is that old at least.
        record AtLeastSince(Instant moment) implements Age {}

        /// Nobody knows.
        record Unknown() implements Age {}
    }

    /// @param isClosed whether its file is encrypted
    public record Listed(Secret secret, Strength strength, Age age, boolean isClosed) {}

    /// In the order of their names.
    public List<Listed> list() throws IOException {
        var listed = new ArrayList<Listed>();
        var files = new HashMap<Path, Optional<SecretFile>>();
        for (Secret secret : found) {
            Optional<Path> path = path(secret);
            Optional<SecretFile> file = Optional.empty();
            if (path.isPresent()) {
                if (!files.containsKey(path.get())) {
                    files.put(path.get(), readable(path.get()));
                }
                file = files.getOrDefault(path.get(), Optional.empty());
            }
            Optional<SecretFile> known = file;
            Secret whole = secret.with(secret.value().or(() -> known.flatMap(each -> value(secret, each))));
            listed.add(new Listed(
                    whole,
                    whole.strength(),
                    age(whole, file),
                    file.map(SecretFile::isClosed).orElse(false)));
        }
        return listed;
    }

    private Optional<SecretFile> readable(Path path) throws IOException {
        return Files.isReadable(path) && !Files.isSymbolicLink(path)
                ? SecretFile.read(path, around.key())
                : Optional.empty();
    }

    private static Optional<String> value(Secret secret, SecretFile file) {
        return switch (secret.source()) {
            case Source.Line _ -> Settings.of(file.text()).value(secret.name());
            case Source.WholeFile _ -> Optional.of(file.secret());
            case Source.Shell _, Source.Written _, Source.Elsewhere _ -> Optional.empty();
        };
    }

    private Age age(Secret secret, Optional<SecretFile> file) throws IOException {
        if (secret.value().isPresent()) {
            Optional<Instant> set =
                    new Ages(around.state()).of(secret.name(), secret.value().get());
            if (set.isPresent()) {
                return new Age.Since(set.get());
            }
        }
        return file.isPresent()
                ? new Age.AtLeastSince(
                        Files.getLastModifiedTime(file.get().path()).toInstant())
                : new Age.Unknown();
    }

    private Optional<Path> path(Secret secret) {
        return switch (secret.source()) {
            case Source.Line(Place place) ->
                Optional.of(around.standing().resolve(place.file()).normalize());
            case Source.WholeFile(Path file) -> Optional.of(file);
            case Source.Shell _, Source.Written _, Source.Elsewhere _ -> Optional.empty();
        };
    }

    /// @throws ProblemException if there is none of this name, or more than one
    public Secret find(String name) {
        List<Secret> all =
                found.stream().filter(secret -> secret.name().equals(name)).toList();
        if (all.isEmpty()) {
            throw new ProblemException(Problem.error("secret.unknown", Actor.AUTHOR, "no secret is called " + name)
                    .remedy("hauban secret list shows all. A variable that no service uses is none."));
        }
        if (all.size() > 1) {
            String places = String.join(", ", all.stream().map(Secrets::where).toList());
            throw new ProblemException(
                    Problem.error("secret.several", Actor.AUTHOR, name + " comes from several places: " + places)
                            .remedy("Let it come from one: a line of .env, and ${" + name + "} wherever it is used."));
        }
        return all.getFirst();
    }

    /// Where a secret comes from, as a person would write it.
    public static String where(Secret secret) {
        return switch (secret.source()) {
            case Source.Line(Place place) -> place.file() + ":" + place.line();
            case Source.WholeFile(Path file) -> file.toString();
            case Source.Shell(String variable) -> "the environment (" + variable + ")";
            case Source.Written(Place place) -> place.file() + ":" + place.line();
            case Source.Elsewhere(String name) -> "outside (" + name + ")";
        };
    }

    /// Gives a secret another value; nobody is told, nothing is started.
    ///
    /// @param fallback the file that gets a line where no secret of this name is known yet
    /// @return the file that was written
    public Path set(String name, String value, Path fallback) throws IOException {
        boolean isKnown = found.stream().anyMatch(secret -> secret.name().equals(name));
        if (!isKnown) {
            String text = SecretFile.read(fallback, around.key())
                    .map(SecretFile::text)
                    .orElse("");
            write(fallback, Settings.of(text).with(name, value));
        } else {
            Secret secret = find(name);
            changed(secret, file(secret), value).write();
        }
        new Ages(around.state()).note(name, value, around.clock().instant(), around.chance());
        return isKnown ? file(find(name)).path() : fallback;
    }

    private void write(Path path, String text) throws IOException {
        Optional<SecretFile> present = SecretFile.read(path, around.key());
        SecretFile file =
                present.isPresent() ? present.get() : new SecretFile(path, new byte[0], "", false, Optional.empty());
        file.with(text, around.key(), around.chance()).write();
    }

    /// @throws ProblemException if it comes from nothing that can be written
    SecretFile file(Secret secret) throws IOException {
        Path path = path(secret).orElseThrow(() -> new ProblemException(notWritable(secret)));
        return SecretFile.read(path, around.key())
                .orElseThrow(
                        () -> new ProblemException(Problem.error("secret.no-file", Actor.AUTHOR, path + " is not there")
                                .remedy("hauban setup makes what can be made.")));
    }

    private static Problem notWritable(Secret secret) {
        String name = secret.name();
        String what = name + " comes from " + where(secret);
        String remedy = switch (secret.source()) {
            case Source.Written _ ->
                "A secret in a Compose file is known to everybody who reads it: write ${" + name
                        + ":?set it in .env} in its place; then: hauban secret set " + name + ".";
            case Source.Shell _ -> "Whoever starts hauban gives it. Unset it there; then a line of .env counts.";
            case Source.Elsewhere _, Source.Line _, Source.WholeFile _ -> "Change it there.";
        };
        return Problem.error("secret.not-writable", Actor.AUTHOR, what + ", where hauban doesn't write")
                .remedy(remedy);
    }

    SecretFile changed(Secret secret, SecretFile file, String value) {
        return switch (secret.source()) {
            case Source.WholeFile _ -> file.withSecret(value, around.key(), around.chance());
            case Source.Line _, Source.Shell _, Source.Written _, Source.Elsewhere _ ->
                file.with(Settings.of(file.text()).with(secret.name(), value), around.key(), around.chance());
        };
    }

    /// The value that a secret has in a file.
    String held(Secret secret, SecretFile file) {
        return value(secret, file)
                .orElseThrow(() -> new ProblemException(Problem.error(
                        "secret.unknown", Actor.AUTHOR, file.path() + " has no line for " + secret.name())));
    }

    /// A new value, as the lines around it ask for one.
    ///
    /// @throws ProblemException if it is nobody's here to make up
    Settings.Fresh fresh(Secret secret, SecretFile file) throws IOException {
        var texts = new ArrayList<String>();
        for (String ending : EXAMPLES) {
            Path example = file.path().resolveSibling(file.path().getFileName() + ending);
            if (Files.isRegularFile(example)) {
                texts.add(Files.readString(example));
            }
        }
        if (secret.source() instanceof Source.Line) {
            texts.add(file.text());
        }
        Settings.Fresh fresh = Settings.fresh(secret.name(), texts, around.chance());
        boolean isAddress = held(secret, file).contains("://");
        boolean isOwn = secret.source() instanceof Source.WholeFile || Placeholder.isOwnSecret(secret.name());
        if (isAddress || !isOwn && !fresh.isOrdered()) {
            throw new ProblemException(notMadeUp(secret, isAddress));
        }
        return fresh;
    }

    private static Problem notMadeUp(Secret secret, boolean isAddress) {
        return isAddress
                ? Problem.error(
                                "secret.address",
                                Actor.AUTHOR,
                                secret.name() + " is an address with a password in it, not a password")
                        .remedy("Give the password a variable of its own, and write ${…} in the address.")
                : Problem.error("secret.given", Actor.AUTHOR, secret.name() + " is given by somebody else")
                        .remedy("Get a new one there; then: hauban secret set " + secret.name() + ".");
    }

    /// What is in the secret files of the stack, as far as they can be read.
    Map<Path, String> contents() throws IOException {
        var contents = new HashMap<Path, String>();
        for (FileSource source : stack.secrets().values()) {
            if (source instanceof FileSource.FromFile(Path file)) {
                readable(file).ifPresent(known -> contents.put(file, known.secret()));
            }
        }
        return contents;
    }

    Around around() {
        return around;
    }

    /// Encrypts a file in its place; one that is already stays as it is.
    ///
    /// @return whether it wasn't yet
    public static boolean encrypt(Path file, VaultKey key, RandomGenerator chance, Optional<String> label)
            throws IOException {
        SecretFile present = existing(file, key);
        if (!present.isClosed()) {
            present.encrypted(key, chance, label).write();
        }
        return !present.isClosed();
    }

    /// Decrypts a file in its place; one that isn't encrypted stays as it is.
    ///
    /// @return whether it was
    public static boolean decrypt(Path file, VaultKey key) throws IOException {
        SecretFile present = existing(file, key);
        if (present.isClosed()) {
            present.decrypted().write();
        }
        return present.isClosed();
    }

    private static SecretFile existing(Path file, VaultKey key) throws IOException {
        return SecretFile.read(file, key)
                .orElseThrow(() -> new ProblemException(
                        Problem.error("secret.no-file", Actor.AUTHOR, "there is no file " + file)));
    }
}
