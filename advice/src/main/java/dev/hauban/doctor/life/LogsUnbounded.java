package dev.hauban.doctor.life;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.json.Json;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Services whose log grows without end.
public final class LogsUnbounded implements Rule {
    @Override
    public Description description() {
        return new Description(
                "logs-unbounded",
                "a log that grows without end",
                "Docker keeps what a container says in a file that it never cuts, unless it is told to. Some months"
                        + " later the disk is full, and the databases on it stop.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        if (subject.machine().docker().rotatesLogs()) {
            return advice;
        }
        for (Service service : subject.services()) {
            if (!isBounded(service) && !Services.endsByItself(service, subject.stack())) {
                Advice one = Services.placed(
                        subject,
                        service,
                        "",
                        Advice.warning(
                                "the log of " + service.name() + " grows without end on Docker",
                                "logging: {driver: json-file, options: {max-size: \"10m\", max-file: \"3\"}}"));
                Optional<Fix> fix = fix(subject, service);
                advice.add(fix.isPresent() ? one.healedBy(fix.get()) : one);
            }
        }
        return advice;
    }

    private static boolean isBounded(Service service) {
        if (!(service.specification().members().values().get("logging") instanceof Json.Members logging)) {
            return false;
        }
        boolean isJsonFile =
                !(logging.values().get("driver") instanceof Json.Text(String driver)) || driver.equals("json-file");
        boolean hasSize = logging.values().get("options") instanceof Json.Members options
                && options.values().containsKey("max-size");
        return !isJsonFile || hasSize;
    }

    private static Optional<Fix> fix(Subject subject, Service service) {
        if (service.specification().members().find("logging").isPresent()) {
            return Optional.empty();
        }
        return subject.files()
                .named(service.place().file())
                .filter(paper -> paper.kind() == Paper.Kind.COMPOSE)
                .flatMap(paper -> paper.block(service.place()))
                .map(block -> {
                    String in = block.indent();
                    return Fix.edit(
                            block.at(),
                            "",
                            in + "logging:\n" + in + "  driver: json-file\n" + in + "  options:\n" + in
                                    + "    max-size: \"10m\"\n" + in + "    max-file: \"3\"\n");
                });
    }
}
