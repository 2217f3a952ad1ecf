package dev.hauban.engine.local.image;

import dev.hauban.problem.DefectException;
import dev.hauban.stack.HealthCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the local engine runs for a service. All paths in [Start] are container paths: the engine makes the pieces
/// appear there, or rewrites the paths where it can't.
///
/// @param account who it runs as
/// @param pieces files and folders that have to appear, outer folders before what lies inside them
public record LocalProgram(Start start, Account account, List<Piece> pieces, Traits traits) {
    /// The variable that names whom a program turns itself into after it was started as root.
    public static final String OWN_ACCOUNT = "HAUBAN_ACCOUNT";

    public LocalProgram {
        pieces = List.copyOf(pieces);
    }

    /// Another one for another program: a build of changed sources lies in a folder of another name.
    public String identity() {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new DefectException("no SHA-256", everyJavaHasIt);
        }
    }

    /// What is executed, all of entrypoint and command resolved.
    ///
    /// @param words the first is a program on the environment's PATH or a path
    /// @param environment complete, PATH included: the image's, then the service's on top; nothing of the
    /// user's own leaks into it
    /// @param workingDirectory to be made if it isn't there
    public record Start(List<String> words, Map<String, String> environment, String workingDirectory) {
        public Start {
            words = List.copyOf(words);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a program has at least one word");
            }
        }
    }

    /// Who the program runs as, when the engine may choose (as root); an ordinary user's services run as that user.
    ///
    /// @param user as in Compose's `user`: a name or uid, with a group after a colon; absent means root
    /// @param users accounts which the image knows and the machine may not: to be added to /etc/passwd
    /// @param groups the same for /etc/group
    public record Account(Optional<String> user, List<User> users, List<Group> groups) {
        public Account {
            users = List.copyOf(users);
            groups = List.copyOf(groups);
        }

        public static Account root() {
            return new Account(Optional.empty(), List.of(), List.of());
        }
    }

    /// A line of /etc/passwd.
    public record User(String name, int uid, int gid, String home) {}

    /// A line of /etc/group.
    public record Group(String name, int gid, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /// What an image says about itself besides how it is started.
    ///
    /// @param volumes container paths that outlive a restart even when the file mounts nothing there
    /// @param exposed such as `5432/tcp`
    /// @param healthCheck the image's own, which counts when the service has none
    /// @param stopSignal such as `SIGINT`; counts when the service has none
    /// @param notes what a person wants to know: `MariaDB 10.11 from the distribution's packages`
    public record Traits(
            List<String> volumes,
            List<String> exposed,
            Optional<HealthCheck> healthCheck,
            Optional<String> stopSignal,
            List<String> notes) {
        public Traits {
            volumes = List.copyOf(volumes);
            exposed = List.copyOf(exposed);
            notes = List.copyOf(notes);
        }

        public static Traits none() {
            return new Traits(List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());
        }
    }
}
