package dev.hauban.engine.local;

import dev.hauban.engine.StateFolder;
import dev.hauban.engine.local.address.Addresses;
import dev.hauban.engine.local.address.Block;
import dev.hauban.engine.local.host.ControlGroups;
import dev.hauban.engine.local.host.PortTable;
import dev.hauban.engine.local.image.Provision;
import dev.hauban.engine.local.keep.Instances;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.engine.local.shim.Shim;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The parts of the local engine for one project, and how they know one another. Nothing is touched before it is asked
/// for: a command that only looks pays for looking alone.
final class LocalProject {
    private final Surroundings surroundings;
    private final LocalFolder folder;
    private final Instances instances;
    private final Programs programs;
    private final Addresses addresses;
    private final PortTable ports = new PortTable(Path.of("/proc"));
    private final ControlGroups controlGroups = new ControlGroups(Path.of("/sys/fs/cgroup"), Path.of("/proc"));
    private final Ladder ladder = new Ladder(this);
    private final Networks networks = new Networks(this);
    private final Degradations degradations = new Degradations(this);
    private final Publishing publishing = new Publishing(this);
    private @Nullable Shim shim;

    LocalProject(Surroundings surroundings) {
        this.surroundings = surroundings;
        folder = folder(surroundings.state());
        instances = new Instances(folder);
        addresses = new Addresses(folder.addresses(), folder.root().toString(), this::isTaken);
        programs = new Programs(new Provision(
                surroundings.machine(),
                new Provision.Places(surroundings.project(), folder.root().resolve("images")),
                new Builds(this)));
    }

    static LocalFolder folder(StateFolder state) {
        return new LocalFolder(state.path().resolve("local"));
    }

    Surroundings surroundings() {
        return surroundings;
    }

    InstantSource time() {
        return surroundings.time();
    }

    LocalFolder folder() {
        return folder;
    }

    Instances instances() {
        return instances;
    }

    Programs programs() {
        return programs;
    }

    Addresses addresses() {
        return addresses;
    }

    PortTable ports() {
        return ports;
    }

    ControlGroups controlGroups() {
        return controlGroups;
    }

    Ladder ladder() {
        return ladder;
    }

    Networks networks() {
        return networks;
    }

    Degradations degradations() {
        return degradations;
    }

    Furnishing furnishing() {
        return new Furnishing(this);
    }

    Outfitting outfitting() {
        return new Outfitting(this);
    }

    Neighbors neighbors() {
        return new Neighbors(this);
    }

    Position position() {
        return new Position(this);
    }

    Publishing publishing() {
        return publishing;
    }

    Storage storage() {
        return new Storage(this);
    }

    Ending ending() {
        return new Ending(this);
    }

    synchronized Shim shim() throws IOException {
        if (shim == null) {
            shim = Shim.in(
                    surroundings.machine().cache().resolve("shim"),
                    surroundings.machine().architecture());
        }
        return shim;
    }

    /// By what all processes of an instance are known on this machine: two projects of one name in two folders are two.
    String mark(InstanceId id) {
        var sum = new CRC32();
        sum.update(folder.root().toString().getBytes(StandardCharsets.UTF_8));
        return id + "@" + Long.toHexString(sum.getValue());
    }

    private boolean isTaken(Block block) {
        return ports.isListenedOn(block.first(), block.prefix());
    }
}
