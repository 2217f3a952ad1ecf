package dev.hauban.plan;

import dev.hauban.stack.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a person asks for, before it is folded into [Wanted]. An empty list of services means all.
public sealed interface Request {
    List<ServiceName> services();

    /// Bring up.
    record Up(List<ServiceName> services, UpOptions options) implements Request {
        public Up {
            services = List.copyOf(services);
        }
    }

    /// How to bring up.
    ///
    /// @param scale how many instances of which service, instead of what the file says
    /// @param grace for instances that must be replaced
    record UpOptions(
            boolean withoutDependencies,
            Renewal renewal,
            boolean removeOrphans,
            ServiceWanted.Until until,
            Map<ServiceName, Integer> scale,
            Optional<Duration> grace) {
        public UpOptions {
            scale = Map.copyOf(scale);
        }

        public static UpOptions plain() {
            return new UpOptions(
                    false, Renewal.outdated(), false, ServiceWanted.Until.STARTED, Map.of(), Optional.empty());
        }
    }

    /// When an instance that is there is made anew.
    enum Recreation {
        /// Not even where its service is another one now.
        NEVER,
        /// Where it is no longer what its service says.
        OUTDATED,
        ALWAYS
    }

    /// What is made anew of what is there.
    ///
    /// @param named instances of the services that were named, of all where none was
    /// @param dependencies instances of the services that those need
    /// @param volumes whether a new instance begins without the anonymous volumes of the one before
    /// @param programs services whose programs or images are looked after although nothing has changed
    record Renewal(Recreation named, Recreation dependencies, boolean volumes, Set<ServiceName> programs) {
        public Renewal {
            programs = Set.copyOf(programs);
        }

        /// Only what is no longer what its service says.
        public static Renewal outdated() {
            return new Renewal(Recreation.OUTDATED, Recreation.OUTDATED, false, Set.of());
        }

        /// The instances of the services that were named, whatever they are.
        public static Renewal all() {
            return new Renewal(Recreation.ALWAYS, Recreation.OUTDATED, false, Set.of());
        }
    }

    /// Start what was made before, without making anything.
    record Start(List<ServiceName> services) implements Request {
        public Start {
            services = List.copyOf(services);
        }
    }

    /// Stop; instances stay.
    record Stop(List<ServiceName> services, Optional<Duration> grace) implements Request {
        public Stop {
            services = List.copyOf(services);
        }
    }

    /// Stop and start again.
    record Restart(List<ServiceName> services, boolean withoutDependencies, Optional<Duration> grace)
            implements Request {
        public Restart {
            services = List.copyOf(services);
        }
    }

    /// Change how many instances run; nothing else of the stack is touched, dependencies aside.
    record Scale(Map<ServiceName, Integer> scale, boolean withoutDependencies) implements Request {
        public Scale {
            scale = Map.copyOf(scale);
        }

        @Override
        public List<ServiceName> services() {
            return scale.keySet().stream().sorted().toList();
        }
    }

    /// Take away instances and networks; with `volumes`, the data too.
    record Down(List<ServiceName> services, boolean volumes, boolean removeOrphans, Optional<Duration> grace)
            implements Request {
        public Down {
            services = List.copyOf(services);
        }
    }
}
