package dev.hauban.doctor.data;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A copy that is much smaller than those before: something is gone, or is no longer copied.
public final class BackupSmaller implements Rule {
    /// Those before, of which the one in the middle counts: one that was odd itself doesn't.
    private static final int COMPARED = 5;

    /// Below that, small things make large differences.
    private static final long LEAST = 100_000;

    @Override
    public Description description() {
        return new Description(
                "backup-smaller",
                "a backup that is much smaller than those before",
                "A backup that suddenly holds less than half is whole and verified, and yet the first sign that a table was"
                        + " emptied, or that a service began with new data.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        subject.files()
                .copied()
                .ifPresent(copied -> copied.sizes().forEach((thing, sizes) -> {
                    long usual = usual(sizes);
                    if (usual >= LEAST && sizes.getFirst() < usual / 2) {
                        advice.add(about(subject, thing, sizes.getFirst(), usual));
                    }
                }));
        return advice;
    }

    private static long usual(List<Long> sizes) {
        List<Long> before = sizes.stream().skip(1).limit(COMPARED).sorted().toList();
        return before.isEmpty() ? 0 : before.get(before.size() / 2);
    }

    private static Advice about(Subject subject, String thing, long size, long usual) {
        String service = thing.contains(": ") ? thing.substring(0, thing.indexOf(": ")) : thing;
        Advice warning = Advice.warning(
                "the newest backup of " + thing + " holds " + megabytes(size) + ", and those before held "
                        + megabytes(usual),
                "hauban backup list; look whether something is missing, before the older sets are gone");
        for (Service each : subject.services()) {
            if (each.name().text().equals(service)) {
                return Services.placed(subject, each, "volumes", warning);
            }
        }
        return warning;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
