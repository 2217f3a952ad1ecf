package dev.hauban.engine.local.address;

import dev.hauban.engine.WholeFile;
import dev.hauban.engine.local.keep.Sheet;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/// The addresses of one project's instances. Whoever asks again gets the same, also after a restart of everything.
public final class Addresses {
    private final Path file;
    private final String seed;
    private final Predicate<Block> isTaken;

    /// @param file where they are remembered
    /// @param seed whatever is the project's own on this machine
    /// @param isTaken whether somebody else uses a block already
    public Addresses(Path file, String seed, Predicate<Block> isTaken) {
        this.file = file;
        this.seed = seed;
        this.isTaken = isTaken;
    }

    /// The project's own part of 127.0.0.0/8.
    public synchronized Block loopbackBlock() throws IOException {
        Known known = read();
        Block block = loopbackBlock(known);
        write(known);
        return block;
    }

    /// Where published connections seem to come from: nobody's own.
    public String relay() throws IOException {
        return Block.text(loopbackBlock().first() + 1);
    }

    /// One loopback address an instance.
    public synchronized String loopback(InstanceId id) throws IOException {
        Known known = read();
        Block block = loopbackBlock(known);
        String address = given(known, "loopback", id.toString(), block, Set.of());
        write(known);
        return address;
    }

    /// The range of a network: as the stack says, or one that is free.
    ///
    /// @param all the networks of the stack, whose own ranges are not given to others
    public synchronized Block range(Network network, Collection<Network> all) throws IOException {
        Known known = read();
        Block range = range(known, network, all);
        write(known);
        return range;
    }

    /// The address of a network's gateway, which the holder has.
    public synchronized String gateway(Network network, Collection<Network> all) throws IOException {
        Block range = range(network, all);
        return network.subnets().stream()
                .filter(subnet ->
                        Block.parse(subnet.cidr()).filter(range::equals).isPresent())
                .flatMap(subnet -> subnet.gateway().stream())
                .findFirst()
                .orElseGet(() -> Block.text(range.first() + 1));
    }

    /// An address in a network.
    ///
    /// @param reserved those that others of the stack were promised
    public synchronized String in(Network network, Collection<Network> all, InstanceId id, Set<String> reserved)
            throws IOException {
        Known known = read();
        Block range = range(known, network, all);
        String address = given(known, network.name(), id.toString(), range, reserved);
        write(known);
        return address;
    }

    /// @param given name of a network (or `loopback`), then who, then the address
    private record Known(Map<String, Block> blocks, Map<String, Map<String, String>> given, String text) {}

    private Block loopbackBlock(Known known) {
        return known.blocks().computeIfAbsent("loopback", _ -> freeLoopback());
    }

    private Block freeLoopback() {
        for (int attempt = 0; ; attempt++) {
            var sum = new CRC32();
            sum.update((seed + attempt).getBytes(StandardCharsets.UTF_8));
            // 127.0.x is the machine's own (Debian names itself 127.0.1.1); 127.255 ends in everybody's address.
            long second = 1 + sum.getValue() % 254;
            long third = sum.getValue() / 254 % 256;
            var block = new Block(127L << 24 | second << 16 | third << 8, 24);
            if (attempt >= 1000 || !isTaken.test(block)) {
                return block;
            }
        }
    }

    private Block range(Known known, Network network, Collection<Network> all) {
        Optional<Block> wanted = network.subnets().stream()
                .flatMap(subnet -> Block.parse(subnet.cidr()).stream())
                .findFirst();
        if (wanted.isPresent()) {
            if (!wanted.get().equals(known.blocks().put(network.name(), wanted.get()))) {
                known.given().remove(network.name());
            }
            return wanted.get();
        }
        List<Block> taken = new ArrayList<>();
        all.forEach(other ->
                other.subnets().forEach(subnet -> Block.parse(subnet.cidr()).ifPresent(taken::add)));
        Block before = known.blocks().get(network.name());
        if (before != null && taken.stream().noneMatch(before::overlaps)) {
            return before;
        }
        known.given().remove(network.name());
        known.blocks().remove(network.name());
        taken.addAll(known.blocks().values());
        Block free = freeRange(taken);
        known.blocks().put(network.name(), free);
        return free;
    }

    /// As Docker's own pools: 172.18 to 172.31, then pieces of 192.168.
    private Block freeRange(List<Block> taken) {
        var candidates = new ArrayList<Block>();
        for (long second = 18; second < 32; second++) {
            candidates.add(new Block(172L << 24 | second << 16, 16));
        }
        for (long third = 0; third < 256; third += 16) {
            candidates.add(new Block(192L << 24 | 168 << 16 | third << 8, 20));
        }
        return candidates.stream()
                .filter(block -> taken.stream().noneMatch(block::overlaps) && !isTaken.test(block))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no range of addresses is free"));
    }

    private static String given(Known known, String network, String who, Block block, Set<String> reserved) {
        Map<String, String> given = known.given().computeIfAbsent(network, _ -> new TreeMap<>());
        String before = given.get(who);
        if (before != null && !reserved.contains(before)) {
            return before;
        }
        // The first is the gateway's, the last everybody's.
        for (long offset = 2; offset < block.size() - 1; offset++) {
            String address = Block.text(block.first() + offset);
            if (!given.containsValue(address) && !reserved.contains(address)) {
                given.put(who, address);
                return address;
            }
        }
        throw new IllegalStateException("no address is left in " + block);
    }

    private Known read() throws IOException {
        var known = new Known(
                new LinkedHashMap<>(), new LinkedHashMap<>(), Files.exists(file) ? Files.readString(file) : "");
        Sheet sheet = Sheet.parse(known.text()).orElseGet(Sheet::new);
        for (List<String> row : sheet.all("block")) {
            Block.parse(row.getLast()).ifPresent(block -> known.blocks().put(row.getFirst(), block));
        }
        for (List<String> row : sheet.all("address")) {
            if (row.size() == 3) {
                known.given().computeIfAbsent(row.get(0), _ -> new TreeMap<>()).put(row.get(1), row.get(2));
            }
        }
        return known;
    }

    private void write(Known known) throws IOException {
        var sheet = new Sheet();
        known.blocks().forEach((network, block) -> sheet.with("block", network, block.toString()));
        known.given()
                .forEach((network, given) ->
                        given.forEach((who, address) -> sheet.with("address", network, who, address)));
        if (!sheet.text().equals(known.text())) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            WholeFile.write(file, sheet.text());
        }
    }
}
