package dev.hauban.cli;

import dev.hauban.plan.Instance;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// When an attached `up` is over.
///
/// @param judge the service whose exit code the command ends with
record EndRule(When when, Optional<ServiceName> judge) {
    enum When {
        /// All have ended for good.
        ALL_ENDED,
        /// One has ended: `--abort-on-container-exit`.
        FIRST_END,
        /// One has ended with another exit code than 0: `--abort-on-container-failure`.
        FIRST_FAILURE
    }

    boolean stopsTheOthers() {
        return when != When.ALL_ENDED;
    }

    /// The one on whose account all are to be stopped, if there is one.
    ///
    /// @param ended instances that have ended for good since the command began
    Optional<Instance> culprit(Stack stack, Collection<Instance> ended) {
        return ended.stream()
                .filter(instance -> switch (when) {
                    case ALL_ENDED -> false;
                    case FIRST_END ->
                        code(instance) != 0
                                || !isOnlyAwaited(stack, instance.id().service());
                    case FIRST_FAILURE -> code(instance) != 0;
                })
                .min(Comparator.comparing(EndRule::moment));
    }

    /// Whether others begin when it has ended well: then that is no reason to end them, unless all is about it.
    private boolean isOnlyAwaited(Stack stack, ServiceName name) {
        return judge.filter(name::equals).isEmpty()
                && stack.services().values().stream()
                        .map(service -> service.lifecycle().dependencies().get(name))
                        .anyMatch(dependency -> dependency != null
                                && dependency.condition() == Dependency.Condition.COMPLETED_SUCCESSFULLY);
    }

    static int code(Instance instance) {
        return instance.phase() instanceof Instance.Phase.Exited exited ? exited.code() : 0;
    }

    private static Instant moment(Instance instance) {
        return instance.phase() instanceof Instance.Phase.Exited exited ? exited.at() : Instant.MAX;
    }
}
