package dev.hauban.plan;

import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.Volume;
import java.util.ArrayList;
import java.util.List;

/// What has to be there before an instance can be made.
final class Supplies {
    private final Situation situation;
    private final Draft draft;

    Supplies(Situation situation, Draft draft) {
        this.situation = situation;
        this.draft = draft;
    }

    /// Programs, networks and volumes that must be there before an instance can be made.
    ///
    /// @return false when one of them can't be had
    boolean supply(Service service, ServiceWanted wish, List<Instance> kept) {
        boolean isMade = kept.size() >= wish.replicas()
                && kept.stream()
                        .noneMatch(
                                instance -> Replacing.reason(situation.wanted().stack(), service, instance, wish)
                                        .isPresent());
        boolean isAskedFor = wish.freshness().prepareOlderThan().isPresent();
        boolean possible = true;
        if ((!isMade || isAskedFor) && !isPrepared(service, wish)) {
            String reason = isAskedFor
                    ? "asked to be looked after"
                    : isFirst(service) ? "not there yet" : "configuration changed";
            possible = draft.step(
                    service.name(), new Step.Prepare(service.name()), new Draft.PlannedReason(reason, "its programs"));
        }
        for (Network network : missingNetworks(service)) {
            possible &= draft.step(
                    service.name(),
                    new Step.CreateNetwork(network.key()),
                    new Draft.PlannedReason("not there yet", "network " + network.name()));
        }
        for (Volume volume : missingVolumes(service)) {
            possible &= draft.step(
                    service.name(),
                    new Step.CreateVolume(volume.key()),
                    new Draft.PlannedReason("not there yet", "volume " + volume.name()));
        }
        return possible;
    }

    private boolean isFirst(Service service) {
        return situation.instances(service.name()).isEmpty();
    }

    private boolean isPrepared(Service service, ServiceWanted wish) {
        Memory.Prepared known = situation.memory().prepared().get(service.name());
        return known != null
                && known.hash().equals(service.hash())
                && wish.freshness()
                        .prepareOlderThan()
                        .filter(known.at()::isBefore)
                        .isEmpty();
    }

    /// Whether all of it is there.
    boolean isSupplied(Service service, ServiceWanted wish) {
        return isPrepared(service, wish)
                && missingNetworks(service).isEmpty()
                && missingVolumes(service).isEmpty();
    }

    private List<Network> missingNetworks(Service service) {
        List<Network> missing = new ArrayList<>();
        for (String key : service.attachments().networks().keySet()) {
            Network network = situation.wanted().stack().networks().get(key);
            if (network != null && !network.isExternal() && !situation.isNetworkThere(network.name())) {
                missing.add(network);
            }
        }
        return missing;
    }

    private List<Volume> missingVolumes(Service service) {
        List<Volume> missing = new ArrayList<>();
        for (Mount mount : service.attachments().mounts()) {
            if (mount instanceof Mount.Named named) {
                Volume volume = situation.wanted().stack().volumes().get(named.volume());
                if (volume != null && !volume.isExternal() && !situation.isVolumeThere(volume.name())) {
                    missing.add(volume);
                }
            }
        }
        return missing;
    }
}
