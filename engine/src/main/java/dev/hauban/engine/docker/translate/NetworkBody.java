package dev.hauban.engine.docker.translate;

import dev.hauban.engine.docker.wire.ApiVersion;
import dev.hauban.json.Json;
import dev.hauban.stack.Network;
import dev.hauban.stack.ProjectName;
import java.util.ArrayList;
import java.util.List;

/// What is said to a daemon to make one network of a stack.
///
/// @param json for `POST /networks/create`
public record NetworkBody(String name, Json.Members json) {

    public static NetworkBody of(ProjectName project, Network network, ApiVersion version) {
        var words = new Words(network.specification().members());
        Fields fields = new Fields()
                .text("Name", network.name())
                // Before API 1.44 two networks of one name were possible, and nobody could tell which was meant.
                .flag("CheckDuplicate", !version.isAtLeast(1, 44))
                .text("Driver", words.text("driver"))
                .strings("Options", words.strings("driver_opts"))
                .object("IPAM", addresses(words.words("ipam")))
                .flag("Internal", words.flag("internal"))
                .flag("Attachable", words.flag("attachable"))
                .strings("Labels", ComposeLabels.network(project, network));
        for (String family : new String[] {"4", "6"}) {
            String key = "enable_ipv" + family;
            if (words.has(key)) {
                fields.json("EnableIPv" + family, Json.bool(words.flag(key)));
            }
        }
        return new NetworkBody(network.name(), fields.build());
    }

    private static Fields addresses(Words ipam) {
        List<Json> pools = new ArrayList<>();
        for (Words pool : ipam.list("config")) {
            pools.add(new Fields()
                    .text("Subnet", pool.text("subnet"))
                    .text("IPRange", pool.text("ip_range"))
                    .text("Gateway", pool.text("gateway"))
                    .strings("AuxiliaryAddresses", pool.strings("aux_addresses"))
                    .build());
        }
        return new Fields().text("Driver", ipam.text("driver")).list("Config", pools);
    }
}
