package dev.hauban.doctor.reach;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.problem.Place;
import dev.hauban.stack.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A subnet that the stack gives one of its networks.
record OwnSubnet(Network network, String cidr, Subnet range, Optional<Place> place, String path) {
    static List<OwnSubnet> of(Subject subject) {
        var all = new ArrayList<OwnSubnet>();
        for (Network network : subject.stack().networks().values()) {
            for (int i = 0; i < network.subnets().size(); i++) {
                String cidr = network.subnets().get(i).cidr();
                String path = "networks." + network.key() + ".ipam.config[" + i + "].subnet";
                Subnet.parse(cidr)
                        .ifPresent(range -> all.add(new OwnSubnet(
                                network, cidr, range, subject.places().of(path), path)));
            }
        }
        return all;
    }

    Advice placed(Advice advice) {
        Advice about = advice.about(path);
        return place.isPresent() ? about.at(place.get()) : about;
    }
}
