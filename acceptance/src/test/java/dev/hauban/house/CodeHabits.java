package dev.hauban.house;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The habits that are seen in compiled code: what it calls, wherever that is written.
final class CodeHabits {
    /// Rooms of pure values and functions: no clock, no files, no network, no threads, no chance.
    private static final Set<String> THINKING_ROOMS = Set.of(
            "problem",
            "json",
            "stack",
            "catalog",
            "plan",
            "event",
            "doctor",
            "doctor.subject",
            "doctor.secret",
            "doctor.reach",
            "doctor.life",
            "doctor.data",
            "doctor.habit",
            "doctor.machine");

    /// Rooms that read the world but must be told the time.
    private static final Set<String> ROOMS_WITHOUT_CLOCK = Set.of("compose", "setup", "doctor.survey", "doctor.mend");

    /// `standin.mongo` is where the programs of that name begin.
    private static final Set<String> ROOMS_AT_THE_EDGE = Set.of("app", "cli", "standin.mongo");

    private static final Pattern EDGE = Pattern.compile(
            "java\\.lang\\.System\\.(out|err|in|getenv|exit|console)|java\\.lang\\.Runtime\\.(exit|halt)");
    private static final Pattern CLOCK = Pattern.compile("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
            + "|java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.system\\w*|java\\.time\\.InstantSource\\.system");
    private static final Pattern WORLD = Pattern.compile("java\\.nio\\.(file|channels)\\..*"
            + "|java\\.net\\.(?!URI\\b).*"
            + "|java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)\\b.*"
            + "|java\\.lang\\.(Thread|ProcessBuilder|ProcessHandle|Process|Runtime)\\b.*"
            + "|java\\.util\\.(Random|Timer)\\b.*|java\\.util\\.UUID\\.randomUUID"
            + "|java\\.lang\\.Math\\.random|java\\.security\\.SecureRandom\\b.*"
            + "|java\\.lang\\.System\\.getProperty");

    private CodeHabits() {}

    /// `room` is handed in so that a bad example can be judged as if it stood in any room.
    static List<String> violations(Collection<JavaClass> types, Function<JavaClass, String> room) {
        var wrong = new ArrayList<String>();
        for (JavaClass type : types) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String found = wrongIn(room.apply(type), access);
                if (!found.isEmpty()) {
                    wrong.add(found + ": " + access.getDescription());
                }
            }
        }
        return wrong;
    }

    private static String wrongIn(String room, JavaAccess<?> access) {
        String target =
                access.getTargetOwner().getName() + "." + access.getTarget().getName();
        boolean thinking = THINKING_ROOMS.contains(room);
        if (EDGE.matcher(target).matches() && !ROOMS_AT_THE_EDGE.contains(room)) {
            return "only app and cli touch the standard streams, the environment and the end of the program";
        }
        if (CLOCK.matcher(target).matches() && (thinking || ROOMS_WITHOUT_CLOCK.contains(room))) {
            return room + " is told the time, it does not look";
        }
        if (WORLD.matcher(target).matches() && thinking) {
            return room + " thinks; it touches no files, sockets, threads or chance";
        }
        return "";
    }
}
