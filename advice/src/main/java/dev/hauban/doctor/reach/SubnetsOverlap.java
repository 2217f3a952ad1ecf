package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/// Networks of the stack that want the same addresses.
public final class SubnetsOverlap implements Rule {
    @Override
    public Description description() {
        return new Description(
                "subnets-overlap",
                "two networks with the same addresses",
                "The second network can't be made: a machine has one way to an address.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        List<OwnSubnet> all = OwnSubnet.of(subject);
        for (int i = 0; i < all.size(); i++) {
            for (OwnSubnet earlier : all.subList(0, i)) {
                OwnSubnet own = all.get(i);
                if (own.range().overlaps(earlier.range())) {
                    advice.add(own.placed(Advice.error(
                            own.cidr() + " of " + own.network().key() + " overlaps " + earlier.cidr() + " of "
                                    + earlier.network().key(),
                            "Give each its own range, or none at all: then Docker finds free ones.")));
                }
            }
        }
        return advice;
    }
}
