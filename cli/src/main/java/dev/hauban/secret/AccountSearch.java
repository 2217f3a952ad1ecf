package dev.hauban.secret;

import dev.hauban.catalog.Credential;
import dev.hauban.catalog.DatabaseServer;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.NetworkAttachment;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out whose password a secret is: by the variables of servers' images, and by how others log in there. Where a
/// server has it and it can't be found whose it is, that is a problem: a guess would lock somebody out.
final class AccountSearch {
    private static final Pattern URL = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://(?<user>[^\\s:/@]*):"
            + "(?<password>[^\\s@]+)@(?<host>[^\\s/:?,]+)[^\\s/?]*(?:/(?<database>[^\\s?]*))?(?:\\?(?<options>\\S*))?");
    private static final Pattern HOST = Pattern.compile("//(?:[^\\s/@]*@)?([A-Za-z0-9._-]+)");
    private static final Pattern STEM =
            Pattern.compile("(?<stem>.*?)(?:PASSWORD|PASSWD|PASS|PWD)(?<file>_FILE)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATABASES = Pattern.compile(
            "(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\\+srv)?|rediss?|valkeys?|amqps?)(?:\\+.*)?");

    private static final Pattern SERVER = Pattern.compile("(?:^|exec|&&|;|-c|docker-entrypoint\\.sh)\\s*[\"']?"
            + "(?:[\\w./-]*/)?(?:postgres|mysqld|mariadbd|redis-server|valkey-server|mongod)(?![\\w:-])");
    private static final Pattern FOR_A_DATABASE =
            Pattern.compile("(?i).*(DB|DATABASE|DATASOURCE|SQL|MARIA|POSTGRES|PG" + "|MONGO|REDIS|CACHE|VALKEY).*");

    private final Replacing replacing;
    private final Set<ServiceName> affected;
    private final TreeSet<Account> accounts = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ServiceName, Service> unknown = new TreeMap<>();

    AccountSearch(Replacing replacing, Set<ServiceName> affected) {
        this.replacing = replacing;
        this.affected = Set.copyOf(affected);
        List<Service> services = replacing.before().services().values().stream()
                .filter(service -> affected.contains(service.name()))
                .toList();
        services.forEach(this::server);
        services.forEach(this::client);
        accounts.forEach(account -> unknown.remove(account.service()));
        unknown.values().forEach(service -> problems.add(whose(service)));
    }

    SortedSet<Account> accounts() {
        return accounts;
    }

    List<Problem> problems() {
        return problems;
    }

    /// None for a service that runs something else out of a server's image: a dump, a set-up.
    private static List<Credential> credentials(Service service) {
        if (!isServer(service)) {
            return List.of();
        }
        return service.program().image().map(Credential::of).orElse(List.of());
    }

    private static boolean isServer(Service service) {
        List<String> entrypoint = service.program().entrypoint().orElse(List.of());
        List<String> command = service.program().command().orElse(List.of());
        boolean areOptions =
                entrypoint.isEmpty() && (command.isEmpty() || command.getFirst().startsWith("-"));
        String line = String.join(" ", entrypoint) + " " + String.join(" ", command);
        return areOptions || SERVER.matcher(line).find();
    }

    /// Variables that have another value afterwards, or name the secret's file.
    private List<String> changed(Service service) {
        Service then = replacing.after().services().getOrDefault(service.name(), service);
        var changed = new ArrayList<String>();
        service.program().environment().forEach((variable, value) -> {
            boolean isOther =
                    !Objects.equals(value, then.program().environment().get(variable));
            if (isOther || variable.endsWith("_FILE") && replacing.isFile(service, value)) {
                changed.add(variable);
            }
        });
        return changed;
    }

    private void server(Service service) {
        Optional<ImageReference> image = service.program().image();
        for (String variable : changed(service)) {
            String name = variable.endsWith("_FILE") ? variable.substring(0, variable.length() - 5) : variable;
            if (image.isPresent() && Credential.isForFirstStart(image.get(), name)) {
                problems.add(firstStart(service, name));
            }
            credentials(service).stream()
                    .filter(credential -> credential.variable().equals(name))
                    .findFirst()
                    .ifPresentOrElse(credential -> add(service, credential), () -> note(service));
        }
        Service then = replacing.after().services().getOrDefault(service.name(), service);
        boolean isCommand = !service.program().command().equals(then.program().command())
                || !service.program().entrypoint().equals(then.program().entrypoint());
        if (isCommand || changed(service).isEmpty()) {
            credentials(service).stream()
                    .filter(credential -> credential.server() == DatabaseServer.REDIS)
                    .findFirst()
                    .ifPresentOrElse(credential -> add(service, credential), () -> note(service));
        }
    }

    /// A server that has it, and nothing says whose it is.
    private void note(Service service) {
        credentials(service).stream().findFirst().ifPresent(credential -> {
            if (credential.server() == DatabaseServer.REDIS) {
                add(service, credential);
            } else {
                unknown.put(service.name(), service);
            }
        });
    }

    private void add(Service service, Credential credential) {
        String user = user(service, credential);
        if (!user.isEmpty()) {
            String database = credential.server() == DatabaseServer.MONGODB ? "admin" : "";
            accounts.add(new Account(service.name(), credential.server(), user, database));
        }
    }

    static String user(Service service, Credential credential) {
        return credential
                .userVariable()
                .map(variable -> service.program().environment().getOrDefault(variable, ""))
                .filter(name -> !name.isEmpty())
                .orElse(credential.usualUser());
    }

    private void client(Service service) {
        if (!credentials(service).isEmpty()) {
            return;
        }
        for (String variable : changed(service)) {
            String value = service.program().environment().getOrDefault(variable, "");
            Matcher url = URL.matcher(value);
            Matcher stem = STEM.matcher(variable);
            if (url.find()) {
                inUrl(service, variable, url);
            } else if (stem.matches()) {
                beside(service, stem.group("stem"));
            }
        }
    }

    private void inUrl(Service client, String variable, Matcher url) {
        boolean isDatabase = DATABASES.matcher(url.group("scheme")).matches();
        Optional<Service> server = server(url.group("host"));
        if (server.isEmpty() || credentials(server.get()).isEmpty()) {
            if (isDatabase) {
                problems.add(elsewhere(client, variable, url.group("host")));
            }
            return;
        }
        add(server.get(), url.group("user"), database(url));
    }

    private static String database(Matcher url) {
        Matcher source = Pattern.compile("(?:^|&)authSource=([^&]+)")
                .matcher(Objects.requireNonNullElse(url.group("options"), ""));
        if (source.find()) {
            return source.group(1);
        }
        String path = Objects.requireNonNullElse(url.group("database"), "");
        return path.isEmpty() ? "admin" : path;
    }

    private void add(Service server, String user, String database) {
        DatabaseServer kind = credentials(server).getFirst().server();
        boolean isMongo = kind == DatabaseServer.MONGODB;
        if (kind == DatabaseServer.REDIS) {
            if (!user.isEmpty() && !user.equals("default")) {
                problems.add(whose(server));
            } else {
                redis(server);
            }
        } else if (!user.isEmpty()) {
            accounts.add(new Account(server.name(), kind, user, isMongo ? database : ""));
        }
    }

    /// A password that its server doesn't get from here would be gone with its next start.
    private void redis(Service server) {
        if (accounts.stream().noneMatch(account -> account.service().equals(server.name()))) {
            problems.add(whose(server));
        }
    }

    /// `DB_USER` and `DB_HOST` beside `DB_PASSWORD`.
    private void beside(Service client, String stem) {
        Map<String, String> environment = client.program().environment();
        Optional<String> user = first(environment, stem, List.of("USER", "USERNAME", "USER_NAME", "LOGIN"));
        Optional<Service> server = first(
                        environment, stem, List.of("HOST", "HOSTNAME", "SERVER", "ADDRESS", "ADDR", "URL"))
                .flatMap(this::named)
                .or(() -> only(client, stem));
        if (server.isPresent() && !credentials(server.get()).isEmpty()) {
            String database = first(environment, stem, List.of("AUTH_SOURCE", "AUTHSOURCE", "AUTH_DB"))
                    .orElse("admin");
            add(server.get(), user.orElse(""), database);
        }
    }

    private static Optional<String> first(Map<String, String> environment, String stem, List<String> ends) {
        return ends.stream()
                .map(end -> environment.get(stem + end))
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private Optional<Service> named(String value) {
        Matcher url = HOST.matcher(value);
        return server(url.find() ? url.group(1) : value.split("[:/]", 2)[0]);
    }

    /// The one server that is named in an address, or that the service waits for.
    private Optional<Service> only(Service client, String stem) {
        var servers = new TreeMap<ServiceName, Service>();
        client.program().environment().values().forEach(value -> {
            Matcher url = HOST.matcher(value);
            while (url.find()) {
                server(url.group(1)).ifPresent(server -> servers.put(server.name(), server));
            }
        });
        for (ServiceName needed : client.lifecycle().dependencies().keySet()) {
            replacing.before().service(needed).ifPresent(server -> servers.put(needed, server));
        }
        boolean isMeant = FOR_A_DATABASE.matcher(stem).matches();
        servers.values()
                .removeIf(server -> credentials(server).isEmpty() || !isMeant && !affected.contains(server.name()));
        return servers.size() == 1 ? Optional.of(servers.firstEntry().getValue()) : Optional.empty();
    }

    private Optional<Service> server(String host) {
        return replacing.before().services().values().stream()
                .filter(service -> service.name().text().equals(host)
                        || service.attachments()
                                .containerName()
                                .filter(host::equals)
                                .isPresent()
                        || service.program().hostname().filter(host::equals).isPresent()
                        || service.attachments().networks().values().stream()
                                .map(NetworkAttachment::aliases)
                                .anyMatch(aliases -> aliases.contains(host)))
                .findFirst();
    }

    private Problem whose(Service service) {
        return Problem.error(
                        "secret.whose-unknown",
                        Actor.AUTHOR,
                        service.name() + " uses " + replacing.secret().name()
                                + ", and nothing tells whose password it is there")
                .at(service.place())
                .remedy("Change it in " + service.name() + " by hand, then tell it here: hauban secret set "
                        + replacing.secret().name());
    }

    private static Problem firstStart(Service service, String variable) {
        return Problem.error(
                        "secret.first-start",
                        Actor.AUTHOR,
                        service.name() + " takes " + variable
                                + " at its first start alone, and this Hauban doesn't know how to change it later")
                .at(service.place())
                .remedy("Change it in " + service.name() + " by hand, then tell it here: hauban secret set.");
    }

    private Problem elsewhere(Service client, String variable, String host) {
        return Problem.error(
                        "secret.elsewhere",
                        Actor.AUTHOR,
                        variable + " of " + client.name() + " logs in at " + host
                                + ", which is no database of this stack that can be told")
                .at(client.place())
                .remedy("Change it there, then tell it here: hauban secret set "
                        + replacing.secret().name());
    }
}
