package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Machine.Route;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/// Subnets that the machine reaches another network by.
public final class SubnetOnRoute implements Rule {
    @Override
    public Description description() {
        return new Description(
                "subnet-on-route",
                "a subnet that leads elsewhere on this machine",
                "Once the network is there, this machine no longer reaches the machines that have these addresses in"
                        + " truth: the office, the VPN, the database next door. Or the network can't be made at all.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        if (!subject.machine().hasDocker()) {
            return advice;
        }
        for (OwnSubnet own : OwnSubnet.of(subject)) {
            for (Route route : subject.machine().routes()) {
                boolean overlaps = Subnet.parse(route.network())
                        .filter(range -> range.bits() > 0 && range.overlaps(own.range()))
                        .isPresent();
                if (overlaps && !isOwn(own, route)) {
                    advice.add(own.placed(Advice.warning(
                            own.cidr() + " of " + own.network().key() + " overlaps " + route.network() + ", to which "
                                    + route.device() + " leads",
                            "Take another range; \"ip route\" lists those that are taken.")));
                }
            }
        }
        return advice;
    }

    /// The bridge of the network itself, where it is up already.
    private static boolean isOwn(OwnSubnet own, Route route) {
        return route.network().equals(own.cidr()) && route.device().startsWith("br-");
    }
}
