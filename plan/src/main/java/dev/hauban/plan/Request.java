package dev.hauban.plan;

import dev.hauban.stack.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            boolean forceRecreate,
            boolean removeOrphans,
            ServiceWanted.Until until,
            Map<ServiceName, Integer> scale,
            Optional<Duration> grace) {
        public UpOptions {
            scale = Map.copyOf(scale);
        }

        public static UpOptions plain() {
            return new UpOptions(false, false, false, ServiceWanted.Until.STARTED, Map.of(), Optional.empty());
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
