package dev.hauban.doctor.data;

import dev.hauban.catalog.ImageUser;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.BuildSketch;
import dev.hauban.doctor.subject.ProjectFiles.Entry;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Folders of the host into which a service can't write, because it is another user's.
public final class BindOwner implements Rule {
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int OWNER_WRITES = 0200;

    @Override
    public Description description() {
        return new Description(
                "bind-owner",
                "a folder of the host that the service can't write",
                "A container's user is a number, and the folder belongs to another one: \"permission denied\" at the"
                        + " first upload. A folder that isn't there yet is made by Docker, and is root's.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        if (!subject.machine().hasDocker()) {
            return advice;
        }
        for (Service service : subject.services()) {
            List<Mount> mounts = service.attachments().mounts();
            for (int i = 0; i < mounts.size(); i++) {
                if (mounts.get(i) instanceof Mount.Bind bind && !bind.isReadOnly()) {
                    OptionalInt user = writer(subject, service, bind);
                    if (user.isPresent()) {
                        check(subject, service, i, bind, user.getAsInt()).ifPresent(advice::add);
                    }
                }
            }
        }
        return advice;
    }

    /// The user who will write there; empty where that is root, or nobody is sure to write.
    private static OptionalInt writer(Subject subject, Service service, Mount.Bind bind) {
        Optional<ImageUser> known = Services.foreignImage(service).flatMap(ImageUser::of);
        if (known.isPresent() && !known.get().data().equals(bind.target()) || isForReading(subject, bind)) {
            return OptionalInt.empty();
        }
        Optional<String> written = service.program().user().map(user -> user.split(":", 2)[0]);
        if (written.isPresent()) {
            return written.get().matches("[1-9]\\d{0,8}")
                    ? OptionalInt.of(Integer.parseInt(written.get()))
                    : OptionalInt.empty();
        }
        return known.isPresent()
                ? OptionalInt.of(known.get().user())
                : BuildSketch.of(subject, service).map(BuildSketch::user).orElse(OptionalInt.empty());
    }

    /// Settings are read, even where nobody has said so, and so are the sources while somebody works on them.
    private static boolean isForReading(Subject subject, Mount.Bind bind) {
        String project =
                subject.stack().origin().directory().map(String::valueOf).orElse("");
        return String.valueOf(bind.source()).equals(project)
                || bind.target().matches("/etc/.*|.*/(src|conf|config|configs|provisioning|rules|templates)(/.*)?");
    }

    private static Optional<Advice> check(Subject subject, Service service, int index, Mount.Bind bind, int user) {
        String source = String.valueOf(bind.source());
        String what = switch (subject.files().entries().get(source)) {
            case null -> "";
            case Entry.Missing() ->
                bind.createIfMissing() && !looksLikeFile(source)
                        ? "is not there yet, so Docker makes it, for root"
                        : "";
            case Entry.There there -> isWritable(there, user) ? "" : "belongs to user " + there.owner();
        };
        if (what.isEmpty()) {
            return Optional.empty();
        }
        String shown = shown(subject, source);
        return Optional.of(Services.placed(
                subject,
                service,
                "volumes[" + index + "]",
                Advice.warning(
                        service.name() + " runs as user " + user + ", but " + shown + " " + what,
                        "mkdir -p " + shown + " && sudo chown -R " + user + " " + shown
                                + "; if it only reads it, write :ro behind it.")));
    }

    /// A file that is missing is another mistake.
    private static boolean looksLikeFile(String source) {
        return source.lastIndexOf('.') > source.lastIndexOf('/') + 1;
    }

    private static boolean isWritable(Entry.There there, int user) {
        return there.owner() == user && (there.mode() & OWNER_WRITES) != 0
                || there.group() == user && (there.mode() & GROUP_WRITES) != 0
                || (there.mode() & OTHERS_WRITE) != 0;
    }

    private static String shown(Subject subject, String source) {
        String folder =
                subject.stack().origin().directory().map(String::valueOf).orElse("") + "/";
        return source.startsWith(folder) ? "./" + source.substring(folder.length()) : source;
    }
}
