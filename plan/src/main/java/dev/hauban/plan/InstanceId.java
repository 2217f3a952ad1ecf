package dev.hauban.plan;

import dev.hauban.stack.ServiceName;

/// One running copy of a service; numbers count from 1.
public record InstanceId(ServiceName service, int number) implements Comparable<InstanceId> {
    public InstanceId {
        if (number < 1) {
            throw new IllegalArgumentException("instances count from 1: " + number);
        }
    }

    @Override
    public int compareTo(InstanceId other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return service + "-" + number;
    }
}
