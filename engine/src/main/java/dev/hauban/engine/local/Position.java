package dev.hauban.engine.local;

import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.Started;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where an instance is, and the files by which it knows itself and its neighbors.
final class Position {
    private final LocalProject project;

    Position(LocalProject project) {
        this.project = project;
    }

    /// The rung for this service: one in the host's network can't have a network of its own.
    static int rung(Service service, int projectRung) {
        return isHosts(service) || shared(service).isPresent() ? Math.max(2, projectRung) : projectRung;
    }

    /// The address at which published ports reach it.
    String address(Stack stack, Service service, InstanceId id, int rung) throws IOException {
        Optional<String> first =
                service.attachments().networks().keySet().stream().findFirst();
        return rung == 1 && first.isPresent()
                ? project.networks().address(stack, service, id, first.get())
                : loopback(service, id);
    }

    /// Whoever shares another service's network has that one's address.
    String loopback(Service service, InstanceId id) throws IOException {
        return project.addresses().loopback(shared(service).orElse(id));
    }

    static boolean isHosts(Service service) {
        return service.attachments().networkMode().filter("host"::equals).isPresent();
    }

    private static Optional<InstanceId> shared(Service service) {
        return service.attachments()
                .networkMode()
                .filter(mode -> mode.startsWith("service:"))
                .map(mode -> new InstanceId(new ServiceName(mode.substring("service:".length())), 1));
    }

    /// /etc/hosts and its like: by their place in the service, where they lie on the host.
    Map<String, Path> files(Stack stack, Service service, InstanceId id, int rung)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(project.folder().instance(id).resolve("etc"));
        LocalProgram program = project.programs().of(service).program();
        var accounts = project.outfitting().accounts(program.account());
        var files = new LinkedHashMap<String, Path>();
        synchronized (project) {
            var running = project.neighbors().running();
            files.put("/etc/hosts", write(folder.resolve("hosts"), hosts(stack, service, id, rung, running)));
        }
        files.put("/etc/passwd", write(folder.resolve("passwd"), accounts.passwd()));
        files.put("/etc/group", write(folder.resolve("group"), accounts.group()));
        List<String> servers = service.attachments().dns();
        if (!servers.isEmpty()) {
            String text = servers.stream()
                    .map(server -> "nameserver " + server + "\n")
                    .collect(Collectors.joining());
            files.put("/etc/resolv.conf", write(folder.resolve("resolv.conf"), text));
        }
        files.put(
                "/etc/hostname",
                write(folder.resolve("hostname"), Outfitting.hostname(stack, service, id, rung) + "\n"));
        return files;
    }

    /// Tells everybody who runs where the others are now. Written in place: a bound file is its inode, not its name.
    void tellNeighbors(Stack stack) throws IOException {
        // Several start at once: one at a time tells, and what it tells is the latest.
        synchronized (project) {
            List<Kept> all = project.instances().all();
            var running = all.stream()
                    .filter(Kept::isRunning)
                    .map(kept -> kept.definition().id())
                    .collect(Collectors.toSet());
            for (Kept kept : all) {
                tell(stack, kept, running);
            }
        }
    }

    private void tell(Stack stack, Kept kept, Set<InstanceId> running) throws IOException {
        InstanceId id = kept.definition().id();
        Optional<Service> service = stack.service(id.service());
        Path hosts = project.folder().instance(id).resolve("etc/hosts");
        int rung = kept.started().map(Started::rung).orElse(3);
        if (kept.isRunning() && service.isPresent() && rung < 3 && Files.exists(hosts)) {
            write(hosts, hosts(stack, service.get(), id, rung, running));
        }
    }

    private String hosts(Stack stack, Service service, InstanceId id, int rung, Set<InstanceId> running)
            throws IOException {
        var text = new StringBuilder("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n");
        text.append(address(stack, service, id, rung))
                .append('\t')
                .append(Outfitting.hostname(stack, service, id, rung))
                .append('\n');
        for (Map.Entry<String, List<String>> name :
                project.neighbors().of(stack, service, rung, running).entrySet()) {
            for (String address : name.getValue()) {
                text.append(address).append('\t').append(name.getKey()).append('\n');
            }
        }
        return text.toString();
    }

    /// The service may be another user, who has to read it.
    private static Path write(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return file;
        }
        Files.writeString(
                file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.setPosixFilePermissions(file, Furnishing.permissions(0644));
        return file;
    }
}
