package dev.hauban.engine.local.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.Network;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Specification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);
    private static final InstanceId API = new InstanceId(new ServiceName("api"), 1);

    @TempDir
    Path folder;

    @Test
    void everybody_gets_the_same_loopback_address_again() throws IOException {
        String web = addresses().loopback(WEB);
        String api = addresses().loopback(API);

        assertThat(web).startsWith("127.").isNotEqualTo(api).doesNotStartWith("127.0.");
        assertThat(addresses().loopback(WEB)).isEqualTo(web);
        assertThat(addresses().relay()).isNotIn(web, api);
        assertThat(addresses().loopbackBlock().contains(Block.number(api).orElseThrow()))
                .isTrue();
    }

    @Test
    void a_block_that_somebody_uses_is_not_taken() throws IOException {
        Block first = addresses().loopbackBlock();
        Files.delete(folder.resolve("addresses"));
        var others = new Addresses(folder.resolve("addresses"), "seed", first::equals);

        assertThat(others.loopbackBlock()).isNotEqualTo(first);
    }

    @Test
    void a_network_without_a_range_gets_one_that_no_other_of_the_stack_has() throws IOException {
        Network fixed = network("fixed", "172.18.0.0/16");
        Network free = network("free");
        Network other = network("other");
        List<Network> all = List.of(fixed, free, other);

        assertThat(addresses().range(fixed, all)).hasToString("172.18.0.0/16");
        assertThat(addresses().range(free, all)).hasToString("172.19.0.0/16");
        assertThat(addresses().range(other, all)).hasToString("172.20.0.0/16");
        assertThat(addresses().range(free, all)).hasToString("172.19.0.0/16");
        assertThat(addresses().gateway(free, all)).isEqualTo("172.19.0.1");
    }

    @Test
    void a_range_that_the_file_gives_to_another_later_is_given_up() throws IOException {
        Network free = network("free");
        addresses().range(free, List.of(free));
        Network fixed = network("fixed", "172.18.0.0/16");

        assertThat(addresses().range(free, List.of(free, fixed))).hasToString("172.19.0.0/16");
    }

    @Test
    void addresses_that_were_promised_to_others_are_left_to_them() throws IOException {
        Network network = network("net", "10.1.0.0/29");
        List<Network> all = List.of(network);

        assertThat(addresses().in(network, all, WEB, Set.of("10.1.0.2"))).isEqualTo("10.1.0.3");
        assertThat(addresses().in(network, all, API, Set.of("10.1.0.2"))).isEqualTo("10.1.0.4");
        assertThat(addresses().in(network, all, WEB, Set.of("10.1.0.3"))).isEqualTo("10.1.0.2");
    }

    @Test
    void a_torn_file_is_begun_anew() throws IOException {
        addresses().loopback(WEB);
        Files.writeString(folder.resolve("addresses"), "block loopback 127.");

        assertThat(addresses().loopback(WEB)).startsWith("127.");
    }

    @Test
    void knows_what_is_inside_a_block() {
        Block block = Block.parse("172.20.5.9/16").orElseThrow();

        assertThat(block).hasToString("172.20.0.0/16");
        assertThat(block.contains(Block.number("172.20.255.255").orElseThrow())).isTrue();
        assertThat(block.contains(Block.number("172.21.0.0").orElseThrow())).isFalse();
        assertThat(block.overlaps(Block.parse("172.0.0.0/8").orElseThrow())).isTrue();
        assertThat(Block.parse("172.20.0.0")).isEmpty();
        assertThat(Block.parse("172.20.0.0/33")).isEmpty();
        assertThat(Block.parse("fd00::/8")).isEmpty();
        assertThat(Block.number("1.2.3.256")).isEmpty();
    }

    private Addresses addresses() {
        return new Addresses(folder.resolve("addresses"), "seed", _ -> false);
    }

    private static Network network(String key, String... ranges) {
        List<Network.Subnet> subnets = java.util.Arrays.stream(ranges)
                .map(range -> new Network.Subnet(range, Optional.empty()))
                .toList();
        return new Network(
                key,
                "shop_" + key,
                ConfigHash.of("hash"),
                false,
                false,
                Optional.empty(),
                subnets,
                Map.of(),
                Specification.empty());
    }
}
