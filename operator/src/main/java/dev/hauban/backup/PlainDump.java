package dev.hauban.backup;

import dev.hauban.backup.content.Holdings;
import dev.hauban.backup.content.Reading;
import dev.hauban.backup.keep.PlainFile;
import dev.hauban.backup.keep.Subject;
import dev.hauban.catalog.Copying;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A file of SQL, and the service that it is meant for. It is read into the database on top of what that holds, as a
/// client would do it.
///
/// @param words for the script that reads it
/// @param holdings what passes when it is read
/// @param prefix of its tables' names, where it doesn't say in which database they are
public record PlainDump(PlainFile file, ServiceName service, List<String> words, Holdings holdings, String prefix) {
    public PlainDump {
        words = List.copyOf(words);
    }

    /// Looks through the file.
    ///
    /// @param services that were named; none means the only one that it can be meant for
    /// @throws ProblemException if it breaks off, or it isn't known for whom or for which database it is
    public static PlainDump of(Stack stack, PlainFile file, List<ServiceName> services)
            throws IOException, InterruptedException {
        Copying.Form form = file.form();
        Service service = meant(stack, file, form, services);
        try (Reading reading = Reading.of(form);
                InputStream copy = file.open()) {
            reading.passAll(copy);
            if (!reading.isWhole()) {
                throw new ProblemException(
                        Problem.error("line.dump-not-whole", Actor.AUTHOR, file.path() + " breaks off before its end")
                                .remedy("A whole one says at its end that it is complete (not with --skip-comments)."));
            }
            return dump(file, service, reading);
        }
    }

    private static PlainDump dump(PlainFile file, Service service, Reading reading) {
        if (reading.namesDatabases()) {
            return new PlainDump(file, service.name(), List.of(), reading.holdings(), "");
        }
        String database = database(service.program().environment())
                .orElseThrow(() -> new ProblemException(Problem.error(
                                "line.which-database",
                                Actor.AUTHOR,
                                file.path() + " doesn't say which database it is, and neither does " + service.name())
                        .remedy("Make it with --databases (mysqldump) or --create (pg_dump).")));
        // What only makes tables, and drops none, needs a database where there are none.
        List<String> words = reading.dropsTables() ? List.of(database) : List.of(database, "empty");
        return new PlainDump(file, service.name(), words, reading.holdings(), database + ".");
    }

    /// The one that the image makes at its first start.
    private static Optional<String> database(Map<String, String> environment) {
        return Stream.of("MYSQL_DATABASE", "MARIADB_DATABASE", "POSTGRES_DB", "POSTGRES_USER")
                .map(environment::get)
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private static Service meant(Stack stack, PlainFile file, Copying.Form form, List<ServiceName> services) {
        List<Service> able = stack.services().values().stream()
                .filter(service -> services.isEmpty() || services.contains(service.name()))
                .filter(service -> service.program()
                        .image()
                        .flatMap(Sources::copying)
                        .filter(copying -> copying.form() == form)
                        .isPresent())
                .toList();
        if (able.size() == 1 && services.size() <= 1) {
            return able.getFirst();
        }
        String names = String.join(
                ", ", able.stream().map(service -> service.name().text()).toList());
        throw new ProblemException(Problem.error(
                        "line.which-service",
                        Actor.AUTHOR,
                        able.isEmpty()
                                ? file.path() + " is for no service "
                                        + (services.isEmpty() ? "of this stack" : "that was named")
                                : file.path() + " can be meant for several services")
                .remedy(
                        able.isEmpty()
                                ? "Its SQL is that of "
                                        + (form == Copying.Form.POSTGRESQL ? "PostgreSQL." : "MySQL or MariaDB.")
                                : "Name one of " + names + " behind the file."));
    }

    /// @throws ProblemException if it can't be read, or another number of rows came of it
    void load(Source database, Script.Place place) throws IOException, InterruptedException {
        try (InputStream copy = file.open()) {
            new Script(database.copying().read(), words)
                    .run(place, database.before(copy), OutputStream.nullOutputStream());
        }
        List<String> differences = differences(Copies.look(database, place));
        if (!differences.isEmpty()) {
            throw new ProblemException(Problem.error(
                            "backup.restored-otherwise",
                            Actor.MACHINE,
                            file.path() + " was not restored, for something else came of it: "
                                    + String.join("; ", differences))
                    .remedy("What was there is untouched."));
        }
    }

    List<String> differences(Holdings loaded) {
        return holdings.missingRows(loaded, prefix);
    }

    /// For people.
    public String text() {
        return file.path().getFileName() + " (" + holdings.count() + (holdings.count() == 1 ? " row" : " rows") + ")"
                + (prefix.isEmpty() ? "" : " into the database " + words.getFirst());
    }

    boolean isFor(Subject subject) {
        return subject instanceof Subject.Database database
                && database.service().equals(service.text());
    }
}
