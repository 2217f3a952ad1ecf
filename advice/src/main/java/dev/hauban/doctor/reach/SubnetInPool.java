package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/// Subnets out of the pools from which Docker takes addresses for other networks.
public final class SubnetInPool implements Rule {
    @Override
    public Description description() {
        return new Description(
                "subnet-in-pool",
                "a subnet out of Docker's own pool",
                "Docker gives networks that name no subnet one out of its pools. On the day that another project has got"
                        + " this one first, this stack does not start: \"Pool overlaps with other one on this address"
                        + " space\".");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        if (!subject.machine().hasDocker()) {
            return advice;
        }
        for (OwnSubnet own : OwnSubnet.of(subject)) {
            boolean isInPool = subject.machine().docker().pools().stream()
                    .flatMap(pool -> Subnet.parse(pool).stream())
                    .anyMatch(own.range()::overlaps);
            if (isInPool) {
                advice.add(own.placed(Advice.note(
                        own.cidr() + " of " + own.network().key() + " is in a pool from which Docker serves others",
                        "Take a range outside of 172.16.0.0/12 and 192.168.0.0/16, such as 10.213.0.0/24; or, where"
                                + " no address has to be fixed, none.")));
            }
        }
        return advice;
    }
}
