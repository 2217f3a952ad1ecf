package dev.hauban.stack.text;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.stack.BackupWish;
import dev.hauban.stack.ConfigHash;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Network;
import dev.hauban.stack.Origin;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.StackExtension;
import dev.hauban.stack.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A stack as one line of JSON, and back: what is read is equal to what was written.
///
/// The text holds the values of variables that secrets come from; whoever keeps it keeps it to themselves.
public final class StackDocument {
    private StackDocument() {}

    public static String write(Stack stack) {
        MembersBuilder services = Json.object();
        stack.services().forEach((name, service) -> services.with(name.text(), ServiceText.write(service)));
        MembersBuilder groups = Json.object();
        stack.groups().forEach((name, members) -> groups.with(name, names(members)));
        return Json.object()
                .with("name", stack.name().text())
                .with("services", services.build())
                .with("disabled", names(stack.disabled()))
                .with("networks", Texts.map(stack.networks(), StackDocument::network))
                .with("volumes", Texts.map(stack.volumes(), StackDocument::volume))
                .with("configs", Texts.map(stack.configs(), StackDocument::source))
                .with("secrets", Texts.map(stack.secrets(), StackDocument::source))
                .with("groups", groups.build())
                .with("extension", extension(stack.extension()))
                .with("origin", origin(stack.origin()))
                .build()
                .compact();
    }

    /// @throws MalformedJson if the text is not one that [#write] made
    public static Stack read(String text) throws MalformedJson {
        Json.Members members = JsonReader.readObject(text);
        try {
            return stack(members);
        } catch (IllegalArgumentException refused) {
            throw MalformedJson.shape(String.valueOf(refused.getMessage()));
        }
    }

    private static Stack stack(Json.Members members) throws MalformedJson {
        var services = new LinkedHashMap<ServiceName, Service>();
        Json.Members written = members.members("services");
        for (String name : written.values().keySet()) {
            services.put(new ServiceName(name), ServiceText.read(new ServiceName(name), written.members(name)));
        }
        var groups = new LinkedHashMap<String, List<ServiceName>>();
        Json.Members writtenGroups = members.members("groups");
        for (String name : writtenGroups.values().keySet()) {
            groups.put(name, names(writtenGroups.array(name)));
        }
        return new Stack(
                new ProjectName(members.text("name")),
                services,
                names(members.array("disabled")),
                Texts.map(members.members("networks"), StackDocument::network),
                Texts.map(members.members("volumes"), StackDocument::volume),
                Texts.map(members.members("configs"), StackDocument::source),
                Texts.map(members.members("secrets"), StackDocument::source),
                groups,
                extension(members.members("extension")),
                members.find("origin").isEmpty() ? Origin.none() : origin(members.members("origin")));
    }

    private static Json names(List<ServiceName> names) {
        return Json.texts(names.stream().map(ServiceName::text).toList());
    }

    private static List<ServiceName> names(Json.Array array) throws MalformedJson {
        return array.texts().stream().map(ServiceName::new).toList();
    }

    private static Json network(Network network) {
        List<Json> subnets = new ArrayList<>();
        for (Network.Subnet subnet : network.subnets()) {
            subnets.add(Json.object()
                    .with("cidr", subnet.cidr())
                    .withText("gateway", subnet.gateway())
                    .build());
        }
        return Json.object()
                .with("name", network.name())
                .with("hash", network.hash())
                .with("internal", network.isInternal())
                .with("external", network.isExternal())
                .withText("driver", network.driver())
                .with("subnets", Json.array(subnets))
                .with("labels", Texts.strings(network.labels()))
                .with("specification", network.specification().members())
                .build();
    }

    private static Network network(String key, Json.Members members) throws MalformedJson {
        var subnets = new ArrayList<Network.Subnet>();
        for (Json.Members subnet : members.array("subnets").objects()) {
            subnets.add(new Network.Subnet(subnet.text("cidr"), subnet.findText("gateway")));
        }
        return new Network(
                key,
                members.text("name"),
                ConfigHash.of(members.findText("hash").orElse("")),
                members.bool("internal"),
                members.bool("external"),
                members.findText("driver"),
                subnets,
                Texts.strings(members.members("labels")),
                Texts.specification(members));
    }

    private static Json volume(Volume volume) {
        return Json.object()
                .with("name", volume.name())
                .with("hash", volume.hash())
                .with("external", volume.isExternal())
                .withText("driver", volume.driver())
                .with("options", Texts.strings(volume.options()))
                .with("labels", Texts.strings(volume.labels()))
                .with("specification", volume.specification().members())
                .build();
    }

    private static Volume volume(String key, Json.Members members) throws MalformedJson {
        return new Volume(
                key,
                members.text("name"),
                ConfigHash.of(members.findText("hash").orElse("")),
                members.bool("external"),
                members.findText("driver"),
                Texts.strings(members.members("options")),
                Texts.strings(members.members("labels")),
                Texts.specification(members));
    }

    private static Json source(FileSource source) {
        return switch (source) {
            case FileSource.FromFile(Path file) ->
                Json.object().with("file", file.toString()).build();
            case FileSource.FromEnvironment(String variable, Optional<String> value) -> {
                var members = Json.object().with("variable", variable);
                value.ifPresent(text -> members.with("value", text));
                yield members.build();
            }
            case FileSource.Inline(String content) ->
                Json.object().with("content", content).build();
            case FileSource.External(String name) ->
                Json.object().with("external", name).build();
        };
    }

    private static FileSource source(String key, Json.Members members) throws MalformedJson {
        if (members.find("file").isPresent()) {
            return new FileSource.FromFile(Path.of(members.text("file")));
        }
        if (members.find("variable").isPresent()) {
            return new FileSource.FromEnvironment(
                    members.text("variable"),
                    members.find("value").isPresent() ? Optional.of(members.text("value")) : Optional.empty());
        }
        if (members.find("content").isPresent()) {
            return new FileSource.Inline(members.text("content"));
        }
        return new FileSource.External(members.text("external"));
    }

    private static Json origin(Origin origin) {
        return Json.object()
                .withText("directory", origin.directory().map(Path::toString))
                .with("files", Json.texts(origin.files()))
                .with(
                        "environmentFiles",
                        Json.texts(origin.environmentFiles().stream()
                                .map(Path::toString)
                                .toList()))
                .with("namesEnvironmentFiles", origin.namesEnvironmentFiles())
                .build();
    }

    private static Origin origin(Json.Members members) throws MalformedJson {
        return new Origin(
                members.findText("directory").map(Path::of),
                members.array("files").texts(),
                members.array("environmentFiles").texts().stream().map(Path::of).toList(),
                members.bool("namesEnvironmentFiles"));
    }

    private static Json extension(StackExtension extension) {
        return Json.object()
                .withText("engine", extension.engine())
                .with("keepOrder", extension.keepOrder())
                .with("restartUnhealthy", extension.restartUnhealthy())
                .withText("backupPath", extension.backup().path())
                .with("backupLeavesOut", Json.texts(extension.backup().leaveOut()))
                .with("backupEncryptedFor", Json.texts(extension.backup().encryptFor()))
                .with("backupKeeps", keep(extension.backup().keep()))
                .build();
    }

    private static Json keep(BackupWish.Keep keep) {
        return Json.object()
                .with("last", keep.last())
                .with("daily", keep.daily())
                .with("weekly", keep.weekly())
                .with("monthly", keep.monthly())
                .build();
    }

    /// A program that knew nothing of it has written nothing of it.
    private static BackupWish.Keep keep(Json.Members members) throws MalformedJson {
        if (members.find("backupKeeps").isEmpty()) {
            return BackupWish.Keep.everything();
        }
        Json.Members keep = members.members("backupKeeps");
        return new BackupWish.Keep(
                amount(keep, "last"), amount(keep, "daily"), amount(keep, "weekly"), amount(keep, "monthly"));
    }

    private static int amount(Json.Members members, String name) throws MalformedJson {
        int amount = Texts.integer(members, name);
        if (amount < 0) {
            throw MalformedJson.shape("\"" + name + "\" is negative: " + amount);
        }
        return amount;
    }

    private static List<String> texts(Json.Members members, String name) throws MalformedJson {
        return members.find(name).isPresent() ? members.array(name).texts() : List.of();
    }

    private static StackExtension extension(Json.Members members) throws MalformedJson {
        // A program that knew nothing of backups has written nothing of them.
        List<String> leftOut = texts(members, "backupLeavesOut");
        return new StackExtension(
                members.findText("engine"),
                members.bool("keepOrder"),
                members.bool("restartUnhealthy"),
                new BackupWish(
                        members.findText("backupPath"), leftOut, keep(members), texts(members, "backupEncryptedFor")));
    }
}
