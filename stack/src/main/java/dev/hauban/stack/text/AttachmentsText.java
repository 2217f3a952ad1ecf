package dev.hauban.stack.text;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.stack.Mount;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a service is connected to as JSON, and back.
final class AttachmentsText {
    private AttachmentsText() {}

    static Json write(Service.Attachments attachments) {
        List<Json> ports = new ArrayList<>();
        attachments.ports().forEach(port -> ports.add(port(port)));
        List<Json> mounts = new ArrayList<>();
        attachments.mounts().forEach(mount -> mounts.add(mount(mount)));
        return Json.object()
                .with("ports", Json.array(ports))
                .with("exposed", Json.texts(attachments.exposed()))
                .with("mounts", Json.array(mounts))
                .with("networks", Texts.map(attachments.networks(), AttachmentsText::network))
                .withText("networkMode", attachments.networkMode())
                .with("extraHosts", Texts.map(attachments.extraHosts(), Json::texts))
                .with("dns", Json.texts(attachments.dns()))
                .withText("containerName", attachments.containerName())
                .build();
    }

    static Service.Attachments read(Json.Members members) throws MalformedJson {
        List<PortMapping> ports = new ArrayList<>();
        for (Json.Members port : members.array("ports").objects()) {
            ports.add(port(port));
        }
        List<Mount> mounts = new ArrayList<>();
        for (Json.Members mount : members.array("mounts").objects()) {
            mounts.add(mount(mount));
        }
        return new Service.Attachments(
                ports,
                members.array("exposed").texts(),
                mounts,
                Texts.map(members.members("networks"), (_, network) -> network(network)),
                members.findText("networkMode"),
                hosts(members.members("extraHosts")),
                members.array("dns").texts(),
                members.findText("containerName"));
    }

    private static Map<String, List<String>> hosts(Json.Members members) throws MalformedJson {
        var hosts = new LinkedHashMap<String, List<String>>();
        for (String name : members.values().keySet()) {
            hosts.put(name, members.array(name).texts());
        }
        return hosts;
    }

    private static Json port(PortMapping port) {
        return Json.object()
                .withText("hostAddress", port.hostAddress())
                .withText("published", port.published())
                .with("target", port.target())
                .with("protocol", port.protocol())
                .build();
    }

    private static PortMapping port(Json.Members members) throws MalformedJson {
        return new PortMapping(
                members.findText("hostAddress"),
                members.findText("published"),
                Texts.integer(members, "target"),
                members.text("protocol"));
    }

    private static Json network(NetworkAttachment network) {
        return Json.object()
                .with("aliases", Json.texts(network.aliases()))
                .withText("address", network.address())
                .withText("address6", network.address6())
                .with("priority", network.priority())
                .build();
    }

    private static NetworkAttachment network(Json.Members members) throws MalformedJson {
        return new NetworkAttachment(
                members.array("aliases").texts(),
                members.findText("address"),
                members.findText("address6"),
                Texts.integer(members, "priority"));
    }

    private static Json mount(Mount mount) {
        return switch (mount) {
            case Mount.Named named ->
                kind("named", named)
                        .with("volume", named.volume())
                        .with("readOnly", named.isReadOnly())
                        .withText("subpath", named.subpath())
                        .build();
            case Mount.Anonymous anonymous ->
                kind("anonymous", anonymous)
                        .with("readOnly", anonymous.isReadOnly())
                        .build();
            case Mount.Bind bind ->
                kind("bind", bind)
                        .with("source", bind.source().toString())
                        .with("readOnly", bind.isReadOnly())
                        .with("createIfMissing", bind.createIfMissing())
                        .build();
            case Mount.Temporary temporary ->
                kind("temporary", temporary)
                        .withOptional("size", temporary.size().map(Json::number))
                        .withOptional("mode", temporary.mode().map(mode -> Json.number((long) mode)))
                        .build();
            case Mount.Foreign foreign ->
                kind("foreign", foreign)
                        .with("type", foreign.type())
                        .with("readOnly", foreign.isReadOnly())
                        .build();
            case Mount.Supplied supplied ->
                kind(supplied.kind() == Mount.Kind.CONFIG ? "config" : "secret", supplied)
                        .with("source", supplied.source())
                        .withText("owner", supplied.owner())
                        .withText("group", supplied.group())
                        .withOptional("mode", supplied.mode().map(mode -> Json.number((long) mode)))
                        .build();
        };
    }

    private static MembersBuilder kind(String kind, Mount mount) {
        return Json.object().with("kind", kind).with("target", mount.target());
    }

    private static Mount mount(Json.Members members) throws MalformedJson {
        String target = members.text("target");
        String kind = members.text("kind");
        return switch (kind) {
            case "named" ->
                new Mount.Named(members.text("volume"), target, members.bool("readOnly"), members.findText("subpath"));
            case "anonymous" -> new Mount.Anonymous(target, members.bool("readOnly"));
            case "bind" ->
                new Mount.Bind(
                        Path.of(members.text("source")),
                        target,
                        members.bool("readOnly"),
                        members.bool("createIfMissing"));
            case "temporary" ->
                new Mount.Temporary(target, members.findWholeNumber("size"), Texts.findInteger(members, "mode"));
            case "foreign" -> new Mount.Foreign(members.text("type"), target, members.bool("readOnly"));
            case "config" -> supplied(Mount.Kind.CONFIG, target, members);
            case "secret" -> supplied(Mount.Kind.SECRET, target, members);
            default -> throw MalformedJson.shape("\"" + kind + "\" is no kind of mount");
        };
    }

    private static Mount.Supplied supplied(Mount.Kind kind, String target, Json.Members members) throws MalformedJson {
        return new Mount.Supplied(
                kind,
                members.text("source"),
                target,
                members.findText("owner"),
                members.findText("group"),
                Texts.findInteger(members, "mode"));
    }
}
