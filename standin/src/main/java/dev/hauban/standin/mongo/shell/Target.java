package dev.hauban.standin.mongo.shell;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.wire.Client;
import dev.hauban.standin.mongo.wire.Scram;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the shell connects, and as whom.
///
/// @param hosts that are tried in turn: `name:port`, or the path of a socket
/// @param database that `db` is at first
/// @param options of the connection string
record Target(List<String> hosts, String database, Optional<Account> account, Map<String, String> options) {
    private static final int PORT = 27_017;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// @param source the database where the user is known
    record Account(String user, String password, String source) {
        /// Never shown.
        @Override
        public String toString() {
            return user + "@" + source;
        }
    }

    Target {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /// What the words of the command line say, one after the other.
    static final class Parts {
        private String address = "";
        private String host = "";
        private String port = "";
        private String user = "";
        private String password = "";
        private String source = "";

        void address(String text) {
            address = text;
        }

        void host(String text) {
            host = text;
        }

        void port(String text) {
            port = text;
        }

        void user(String text) {
            user = text;
        }

        void password(String text) {
            password = text;
        }

        void authenticationDatabase(String text) {
            source = text;
        }

        Target target() throws Words.Wrong {
            Target named = address.startsWith("mongodb") ? parse(address) : plain();
            if (user.isEmpty() && source.isEmpty()) {
                return named;
            }
            Optional<Account> known = named.account;
            String name = user.isEmpty() ? known.map(Account::user).orElse("") : user;
            String secret = password.isEmpty() ? known.map(Account::password).orElse("") : password;
            String where = !source.isEmpty()
                    ? source
                    : known.map(Account::source).orElse(address.isEmpty() ? "admin" : named.database);
            return new Target(
                    named.hosts, named.database, Optional.of(new Account(name, secret, where)), named.options);
        }

        private Target plain() throws Words.Wrong {
            String where = address;
            String database = "test";
            int slash = where.indexOf('/');
            if (slash >= 0) {
                database = where.substring(slash + 1);
                where = where.substring(0, slash);
            } else if (!where.isEmpty() && where.indexOf(':') < 0 && !where.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
                database = where;
                where = "";
            }
            String name = host.isEmpty() ? where : host;
            if (name.startsWith("mongodb")) {
                return parse(name);
            }
            name = name.substring(name.indexOf('/') + 1);
            return new Target(hosts(name.isEmpty() ? "127.0.0.1" : name, port), database, Optional.empty(), Map.of());
        }
    }

    private static List<String> hosts(String names, String port) throws Words.Wrong {
        if (!port.isEmpty() && !port.matches("\\d{1,5}")) {
            throw new Words.Wrong("Invalid URI: the port must be a number, not " + port);
        }
        return java.util.Arrays.stream(names.split(","))
                .map(name -> name.indexOf(':') >= 0 && name.indexOf('/') < 0
                        ? name
                        : name.startsWith("/") ? name : name + ":" + (port.isEmpty() ? PORT : port))
                .toList();
    }

    /// @param text `mongodb://user:password@host:port/database?options`
    static Target parse(String text) throws Words.Wrong {
        if (text.startsWith("mongodb+srv:")) {
            throw new Words.Wrong(
                    "mongodb+srv: Hauban's mongosh asks no DNS for servers; take mongodb://host:port/database");
        }
        if (!text.startsWith("mongodb://")) {
            throw new Words.Wrong("Invalid connection string: it must begin with mongodb://");
        }
        String rest = text.substring("mongodb://".length());
        Map<String, String> options = new LinkedHashMap<>();
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String option : rest.substring(question + 1).split("[&;]")) {
                String[] pair = option.split("=", 2);
                options.put(pair[0], pair.length < 2 ? "" : decoded(pair[1]));
            }
            rest = rest.substring(0, question);
        }
        if ("true".equals(options.get("tls")) || "true".equals(options.get("ssl"))) {
            throw new Words.Wrong("tls=true: Hauban's mongosh has no TLS; put the real mongosh on PATH");
        }
        int slash = rest.lastIndexOf('/');
        String database = slash < 0 ? "" : decoded(rest.substring(slash + 1));
        String before = slash < 0 ? rest : rest.substring(0, slash);
        int at = before.lastIndexOf('@');
        String source = options.getOrDefault("authSource", database.isEmpty() ? "admin" : database);
        Optional<Account> account = at < 0 ? Optional.empty() : Optional.of(account(before.substring(0, at), source));
        List<String> hosts = hosts(decoded(before.substring(at + 1)), "");
        return new Target(hosts, database.isEmpty() ? "test" : database, account, options);
    }

    private static Account account(String text, String source) {
        int colon = text.indexOf(':');
        String user = decoded(colon < 0 ? text : text.substring(0, colon));
        return new Account(user, colon < 0 ? "" : decoded(text.substring(colon + 1)), source);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// For people and scripts: without the password.
    String uri() {
        return "mongodb://" + String.join(",", hosts) + "/" + database;
    }

    /// A connection, logged in.
    ///
    /// @param initial the socket of a server that is being initialized, which is meant by its usual address then
    /// @throws IOException with words as MongoDB's shell has them
    Client connect(Optional<String> initial) throws IOException {
        IOException last = new ConnectException("no host");
        for (String host : hosts) {
            try {
                return connected(host, initial);
            } catch (ConnectException refused) {
                last = new IOException("MongoNetworkError: connect ECONNREFUSED " + host, refused);
            } catch (SocketTimeoutException late) {
                last = new IOException("MongoServerSelectionError: connection to " + host + " timed out", late);
            }
        }
        throw last;
    }

    private Client connected(String host, Optional<String> initial) throws IOException {
        Client client = Client.connect(address(host, initial), patience());
        if (account.isPresent()) {
            Account who = account.get();
            String mechanism = options.getOrDefault("authMechanism", Scram.SHA_256.mechanism());
            Scram scram = mechanism.equals(Scram.SHA_1.mechanism()) ? Scram.SHA_1 : Scram.SHA_256;
            Document answer = client.logIn(who.source(), who.user(), who.password(), scram);
            if (!Client.isOk(answer)) {
                client.close();
                throw new IOException("MongoServerError: " + Bson.text(answer, "errmsg"));
            }
        }
        return client;
    }

    private Duration patience() {
        String limit = options.getOrDefault("serverSelectionTimeoutMS", options.getOrDefault("connectTimeoutMS", ""));
        return limit.matches("\\d{1,9}") ? Duration.ofMillis(Long.parseLong(limit)) : PATIENCE;
    }

    private static SocketAddress address(String host, Optional<String> initial) {
        if (host.startsWith("/")) {
            return UnixDomainSocketAddress.of(host);
        }
        boolean isUsual = host.matches("(localhost|127\\.0\\.0\\.1|\\[::1]):" + PORT);
        if (initial.isPresent() && isUsual) {
            return UnixDomainSocketAddress.of(initial.get());
        }
        int colon = host.lastIndexOf(':');
        String name = host.substring(0, colon).replaceAll("[\\[\\]]", "");
        // The name means both families; nobody listens on the other one here.
        return new InetSocketAddress(
                name.equals("localhost") ? "127.0.0.1" : name, Integer.parseInt(host.substring(colon + 1)));
    }
}
