package dev.hauban.standin.mongo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the command line of `mongod`, and the configuration file that it may name, say.
///
/// @param addresses to listen on: numbers or names, `*` for all, paths of sockets
/// @param remarks on what means nothing to the stand-in
record Options(Path data, int port, List<String> addresses, boolean isGuarded, int ttlSeconds, List<String> remarks) {
    static final int PORT = 27_017;

    private static final int TTL_SECONDS = 5;

    /// Take a word after them, which is passed over with them.
    private static final Set<String> PASSED_OVER = Set.of(
            "wiredTigerCacheSizeGB",
            "storageEngine",
            "logpath",
            "pidfilepath",
            "oplogSize",
            "keyFile",
            "slowms",
            "profile",
            "timeZoneInfo",
            "unixSocketPrefix",
            "wiredTigerJournalCompressor",
            "wiredTigerCollectionBlockCompressor",
            "maxConns",
            "networkMessageCompressors",
            "transitionToAuth",
            "syncdelay",
            "journalCommitInterval",
            "wiredTigerIndexPrefixCompression",
            "logRotate",
            "timeStampFormat",
            "clusterAuthMode",
            "filePermissions");

    /// Say something alone.
    private static final Set<String> FLAGS = Set.of(
            "quiet",
            "journal",
            "nojournal",
            "directoryperdb",
            "noscripting",
            "ipv6",
            "logappend",
            "verbose",
            "v",
            "vv",
            "vvv",
            "nounixsocket",
            "fork",
            "notablescan",
            "cpu",
            "sysinfo",
            "repair",
            "wiredTigerDirectoryForIndexes");

    /// Would change what clients may rely on.
    private static final Map<String, String> REFUSED = Map.of(
            "shardsvr", "shards",
            "configsvr", "config servers",
            "tlsMode", "TLS",
            "sslMode", "TLS",
            "enableEncryption", "encryption of what is stored");

    Options {
        addresses = List.copyOf(addresses);
        remarks = List.copyOf(remarks);
    }

    /// What is wrong with the words, for whoever wrote them.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private static final class Reading {
        private Path data = Path.of("/data/db");
        private int port = PORT;
        private final List<String> addresses = new ArrayList<>();
        private boolean isGuarded;
        private int ttlSeconds = TTL_SECONDS;
        private final List<String> remarks = new ArrayList<>();

        private void words(Deque<String> words) throws Wrong {
            while (!words.isEmpty()) {
                String word = words.removeFirst();
                if (!word.startsWith("-")) {
                    throw new Wrong("mongod knows no word like " + word);
                }
                String name = word.replaceFirst("^--?", "");
                int equals = name.indexOf('=');
                if (equals >= 0) {
                    words.addFirst(name.substring(equals + 1));
                    name = name.substring(0, equals);
                }
                option(name, words);
            }
        }

        private void option(String name, Deque<String> words) throws Wrong {
            switch (name) {
                case "dbpath" -> data = Path.of(value(name, words));
                case "port" -> port = number(name, value(name, words));
                case "bind_ip" -> addresses.addAll(List.of(value(name, words).split(",")));
                case "bind_ip_all" -> addresses.add("*");
                case "auth" -> isGuarded = true;
                case "noauth" -> isGuarded = false;
                case "config", "f" -> file(Path.of(value(name, words)));
                case "setParameter" -> parameter(value(name, words));
                case "replSet" ->
                    remarks.add("--replSet " + value(name, words) + " is passed over: there are no replica"
                            + " sets here, so no transactions and no change streams; a client that asks for replicaSet=… finds"
                            + " none");
                default -> other(name, words);
            }
        }

        private void other(String name, Deque<String> words) throws Wrong {
            String refused = REFUSED.get(name);
            if (refused != null) {
                throw new Wrong("--" + name + ": there is no " + refused
                        + " here; put a real mongod on PATH, or run this" + " service with --engine docker");
            }
            if (PASSED_OVER.contains(name)) {
                remarks.add("--" + name + " " + value(name, words) + " means nothing here and is passed over");
            } else if (!FLAGS.contains(name)) {
                throw new Wrong("--" + name + " is not known to Hauban's stand-in for mongod");
            }
        }

        private static String value(String name, Deque<String> words) throws Wrong {
            if (words.isEmpty()) {
                throw new Wrong("--" + name + " needs a value");
            }
            return words.removeFirst();
        }

        private static int number(String name, String text) throws Wrong {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException wrong) {
                throw new Wrong("--" + name + " needs a number, not " + text);
            }
        }

        private void parameter(String setting) throws Wrong {
            if (setting.startsWith("ttlMonitorSleepSecs=")) {
                ttlSeconds = Math.max(1, number("setParameter", setting.substring(setting.indexOf('=') + 1)));
            } else {
                remarks.add("--setParameter " + setting + " means nothing here and is passed over");
            }
        }

        /// Of the file's YAML only what is used is read: `section:` lines and `name: value` below them.
        private void file(Path file) throws Wrong {
            List<String> lines;
            try {
                lines = Files.readAllLines(file);
            } catch (IOException unreadable) {
                throw new Wrong("the configuration file " + file + " can't be read: " + unreadable.getMessage());
            }
            String section = "";
            for (String line : lines) {
                String text = line.replaceFirst("(^|\\s)#.*", "").stripTrailing();
                int colon = text.indexOf(':');
                if (colon < 0) {
                    continue;
                }
                String name = text.substring(0, colon).strip();
                String value = text.substring(colon + 1).strip().replaceAll("^[\"']|[\"']$", "");
                if (!Character.isWhitespace(text.charAt(0))) {
                    section = name;
                }
                setting(section + "." + name, value);
            }
        }

        private void setting(String name, String value) throws Wrong {
            switch (name) {
                case "storage.dbPath" -> data = Path.of(value);
                case "net.port" -> port = number(name, value);
                case "net.bindIp" -> addresses.addAll(List.of(value.split("\\s*,\\s*")));
                case "net.bindIpAll" -> addresses.add("*");
                case "security.authorization" -> isGuarded = value.equals("enabled");
                case "replication.replSetName" -> option("replSet", new ArrayDeque<>(List.of(value)));
                default -> {
                    if (!value.isEmpty()) {
                        remarks.add(name + ": " + value + " of the configuration file means nothing here");
                    }
                }
            }
        }
    }

    static Options of(List<String> words) throws Wrong {
        var reading = new Reading();
        reading.words(new ArrayDeque<>(words));
        if (reading.addresses.isEmpty()) {
            reading.addresses.add("127.0.0.1");
        }
        return new Options(
                reading.data, reading.port, reading.addresses, reading.isGuarded, reading.ttlSeconds, reading.remarks);
    }
}
