package dev.hauban.doctor.data;

import dev.hauban.catalog.ImageRole;
import dev.hauban.catalog.KnownImage;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Databases whose data nobody finds again.
public final class DatabaseWithoutVolume implements Rule {
    /// Often a cache, which may forget.
    private static final Set<String> MAY_FORGET = Set.of("redis", "valkey/valkey", "memcached");

    @Override
    public Description description() {
        return new Description(
                "database-without-volume",
                "a database without a volume",
                "Its data is in a volume without a name, which `down` leaves behind and the next `up` doesn't find: the"
                        + " database begins empty.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            Optional<KnownImage> image = Services.known(service).filter(known -> keepsData(service, known));
            if (image.isPresent() && !isKept(service, image.get())) {
                String folder = image.get().data().volumes().getFirst();
                advice.add(Services.placed(
                        subject,
                        service,
                        "volumes",
                        Advice.warning(
                                "what " + service.name() + " keeps in " + folder + " is in no volume with a name",
                                "volumes: [\"" + service.name() + "-data:" + folder + "\"], and at the top: volumes: {"
                                        + service.name() + "-data: {}}")));
            }
        }
        return advice;
    }

    private static boolean keepsData(Service service, KnownImage image) {
        return Services.role(service) == ImageRole.DATABASE
                && image.data().isSingleWriter()
                && !MAY_FORGET.contains(image.name());
    }

    /// Anything that somebody mounts at, above or below the folder is meant.
    private static boolean isKept(Service service, KnownImage image) {
        for (Mount mount : service.attachments().mounts()) {
            for (String folder : image.data().volumes()) {
                boolean isThere = (mount.target() + "/").startsWith(folder + "/")
                        || (folder + "/").startsWith(mount.target() + "/");
                if (isThere && !(mount instanceof Mount.Anonymous)) {
                    return true;
                }
            }
        }
        // The data may have been moved, and is then where only its own settings say.
        return service.program().environment().containsKey("PGDATA")
                || service.specification().members().find("volumes_from").isPresent()
                || service.program().command().isPresent()
                        && String.join(" ", service.program().command().get())
                                .matches(".*(datadir|dbpath|data_directory).*");
    }
}
