package dev.hauban.doctor.data;

import dev.hauban.catalog.Catalog;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.ProjectFiles.Copied;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Databases of which nobody has a copy, or only an old one.
public final class BackupMissing implements Rule {
    private static final Duration OLD = Duration.ofDays(8);
    private static final Catalog CATALOG = new Catalog();

    @Override
    public Description description() {
        return new Description(
                "backup-missing",
                "a database without a backup",
                "A volume is one disk, one `down -v` and one wrong DELETE away from being empty. `hauban backup` copies"
                        + " every database while it runs, and tries at once whether the copy can be restored.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        Optional<Copied> copied = subject.files().copied();
        Optional<Service> database = subject.services().stream()
                .filter(service -> isToBeCopied(subject, service))
                .findFirst();
        if (copied.isEmpty() || database.isEmpty()) {
            return List.of();
        }
        Optional<Duration> age = copied.get().age();
        if (age.isEmpty()) {
            return List.of(about(
                    subject, database.get(), Advice.note("there is no backup of this stack yet", "hauban backup")));
        }
        return age.get().compareTo(OLD) < 0
                ? List.of()
                : List.of(about(
                        subject,
                        database.get(),
                        Advice.warning(
                                "the newest backup of this stack is "
                                        + age.get().toDays() + " days old",
                                "hauban backup; and see to what should have made one meanwhile")));
    }

    private static Advice about(Subject subject, Service database, Advice advice) {
        return Services.placed(subject, database, "volumes", advice);
    }

    /// One that Hauban can copy, that keeps its data, and that nobody has left out.
    private static boolean isToBeCopied(Subject subject, Service service) {
        List<String> leftOut = subject.stack().extension().backup().leaveOut();
        boolean isLeftOut = leftOut.contains(service.name().text())
                || service.attachments().mounts().stream()
                        .anyMatch(mount -> mount instanceof Mount.Named named && leftOut.contains(named.volume()));
        boolean isKept = service.attachments().mounts().stream()
                .anyMatch(mount -> mount instanceof Mount.Named || mount instanceof Mount.Bind);
        return !isLeftOut
                && isKept
                && Services.foreignImage(service).flatMap(CATALOG::copying).isPresent();
    }
}
