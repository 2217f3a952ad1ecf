package dev.hauban.plan;

import dev.hauban.stack.ServiceName;
import java.time.Duration;

/// One thing that an engine does. A step that was done already is done again without harm.
public sealed interface Step {
    /// What the step is about; of two steps about one thing only one is under way at a time.
    String subject();

    /// Whether it may begin although the other, which is about the same thing, is under way: that one is given up then.
    /// A stop doesn't have to await the end of a more patient one.
    default boolean overtakes(Step other) {
        return this instanceof Stop hasty
                && other instanceof Stop patient
                && hasty.grace().compareTo(patient.grace()) < 0;
    }

    /// Get what the service needs to run: programs, images, builds. Changes nothing of the project.
    record Prepare(ServiceName service) implements Step {
        @Override
        public String subject() {
            return "service " + service;
        }
    }

    /// @param key the network's key in the stack
    record CreateNetwork(String key) implements Step {
        @Override
        public String subject() {
            return "network " + key;
        }
    }

    /// @param name the network's full name
    record RemoveNetwork(String name) implements Step {
        @Override
        public String subject() {
            return "network " + name;
        }
    }

    /// @param key the volume's key in the stack
    record CreateVolume(String key) implements Step {
        @Override
        public String subject() {
            return "volume " + key;
        }
    }

    /// The data goes with it.
    ///
    /// @param name the volume's full name
    record RemoveVolume(String name) implements Step {
        @Override
        public String subject() {
            return "volume " + name;
        }
    }

    /// Make an instance ready to be started, from the stack's service as it is now.
    record Create(InstanceId instance) implements Step {
        @Override
        public String subject() {
            return "instance " + instance;
        }
    }

    /// Put another instance in the place of one that is no longer what its service says: the new one is made, then the
    /// old one is stopped and taken away. What only the old one held (its anonymous volumes) goes over to the new
    /// one, unless `renewsVolumes`; it is not yet started. Planned only for engines whose [Habits#recreates].
    record Recreate(InstanceId instance, boolean renewsVolumes, Duration grace) implements Step {
        @Override
        public String subject() {
            return "instance " + instance;
        }
    }

    record Start(InstanceId instance) implements Step {
        @Override
        public String subject() {
            return "instance " + instance;
        }
    }

    /// Run the service's health check once. Changes nothing.
    record Probe(InstanceId instance) implements Step {
        @Override
        public String subject() {
            return "probe " + instance;
        }
    }

    /// Stop signal, then after `grace` kill, the whole process tree.
    record Stop(InstanceId instance, Duration grace) implements Step {
        @Override
        public String subject() {
            return "instance " + instance;
        }
    }

    /// Take an instance that doesn't run away, with its anonymous volumes if `volumes`.
    record Remove(InstanceId instance, boolean volumes) implements Step {
        @Override
        public String subject() {
            return "instance " + instance;
        }
    }
}
