package dev.hauban.doctor.life;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.stack.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Databases that are killed before they have written everything down.
public final class GraceTooShort implements Rule {
    /// Those that write down much when they end.
    private static final Set<String> SLOW_TO_END =
            Set.of("postgres", "postgis/postgis", "pgvector/pgvector", "mysql", "mariadb", "mongo");

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @Override
    public Description description() {
        return new Description(
                "grace-too-short",
                "a database that is killed before it has ended",
                "After `stop_grace_period`, 10 seconds if nothing is said, a service is killed. A database with much to"
                        + " write down needs longer; killed, it has to mend itself at its next start, which takes minutes,"
                        + " and what its disk had only promised is gone.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            boolean isSlow = Services.known(service)
                    .filter(image -> SLOW_TO_END.contains(image.name()))
                    .isPresent();
            if (isSlow && service.lifecycle().stopGrace().compareTo(ENOUGH) < 0) {
                Advice one = Services.placed(
                        subject,
                        service,
                        "stop_grace_period",
                        Advice.warning(
                                service.name() + " is killed "
                                        + service.lifecycle().stopGrace().toSeconds()
                                        + " seconds after it was asked to end",
                                "stop_grace_period: 1m"));
                Optional<Fix> fix = fix(subject, service);
                advice.add(fix.isPresent() ? one.healedBy(fix.get()) : one);
            }
        }
        return advice;
    }

    private static Optional<Fix> fix(Subject subject, Service service) {
        String path = "services." + service.name() + ".stop_grace_period";
        Optional<Place> written = subject.places().of(path);
        String file = written.orElse(service.place()).file();
        Optional<Paper> paper = subject.files().named(file).filter(one -> one.kind() == Paper.Kind.COMPOSE);
        return written.isPresent()
                ? paper.flatMap(text -> text.scalar(written.get())).map(old -> Fix.edit(written.get(), old, "1m"))
                : paper.flatMap(text -> text.block(service.place()))
                        .map(block -> Fix.edit(block.at(), "", block.indent() + "stop_grace_period: 1m\n"));
    }
}
