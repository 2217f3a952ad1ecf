package dev.hauban.doctor.data;

import dev.hauban.catalog.KnownImage;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two that write into the files of one database. Volumes that are shared otherwise are nobody's mistake.
public final class TwoWriters implements Rule {
    @Override
    public Description description() {
        return new Description(
                "two-writers",
                "two that write into one database's files",
                "A database believes that its files are its own. Two servers on the same files destroy them, at the"
                        + " latest when both are restarted; the locks that should prevent it don't reach from one"
                        + " container into another.");
    }

    /// @param index of the mount in the service
    private record Writer(Service service, int index, boolean isServer) {}

    @Override
    public List<Advice> check(Subject subject) {
        var bySource = new LinkedHashMap<String, List<Writer>>();
        for (Service service : subject.services()) {
            List<Mount> mounts = service.attachments().mounts();
            for (int i = 0; i < mounts.size(); i++) {
                Optional<String> source = source(mounts.get(i));
                if (source.isPresent()) {
                    bySource.computeIfAbsent(source.get(), _ -> new ArrayList<>())
                            .add(new Writer(
                                    service,
                                    i,
                                    isServersOwn(service, mounts.get(i))
                                            && !Services.endsByItself(service, subject.stack())));
                }
            }
        }
        var advice = new ArrayList<Advice>();
        for (Map.Entry<String, List<Writer>> entry : bySource.entrySet()) {
            List<Writer> servers =
                    entry.getValue().stream().filter(Writer::isServer).toList();
            if (servers.size() > 1
                    && !Services.areAlternatives(
                            servers.getFirst().service(), servers.getLast().service())) {
                advice.add(two(subject, servers));
            }
            servers.stream()
                    .filter(writer -> writer.service().replicas() > 1)
                    .forEach(writer -> advice.add(replicas(subject, writer)));
        }
        return advice;
    }

    private static Advice two(Subject subject, List<Writer> servers) {
        Writer last = servers.getLast();
        List<String> names = servers.stream()
                .map(writer -> writer.service().name().text())
                .distinct()
                .toList();
        return Services.placed(
                subject,
                last.service(),
                "volumes[" + last.index() + "]",
                Advice.error(
                        String.join(" and ", names) + " keep their data in the same place",
                        "Give each a volume of its own."));
    }

    private static Advice replicas(Subject subject, Writer writer) {
        Service service = writer.service();
        return Services.placed(
                subject,
                service,
                "volumes[" + writer.index() + "]",
                Advice.error(
                        service.replicas() + " instances of " + service.name() + " keep their data in the same place",
                        "One instance. More than one need what the database itself has for that: replication."));
    }

    private static Optional<String> source(Mount mount) {
        return switch (mount) {
            case Mount.Named named
            when !named.isReadOnly() ->
                Optional.of(named.volume() + "/" + named.subpath().orElse(""));
            case Mount.Bind bind when !bind.isReadOnly() -> Optional.of(String.valueOf(bind.source()));
            case Mount.Named _, Mount.Bind _, Mount.Anonymous _, Mount.Temporary _, Mount.Supplied _, Mount.Foreign _ ->
                Optional.empty();
        };
    }

    private static boolean isServersOwn(Service service, Mount mount) {
        return Services.known(service)
                .map(KnownImage::data)
                .filter(KnownImage.Data::isSingleWriter)
                .filter(data -> data.volumes().contains(mount.target()))
                .isPresent();
    }
}
