package dev.hauban.engine.local.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Which ports of this machine are listened on, and by whom.
public final class PortTable {
    private static final String LISTENING = "0A";
    private static final String LISTENING_WORD = " " + LISTENING + " ";
    private static final String RELAY = "hauban-relay";
    private static final String ANY_V4 = "00000000";
    private static final String ANY_V6 = "0".repeat(32);

    private static final String MAPPED_V4 = "0000000000000000FFFF0000";

    private final Path proc;

    public PortTable(Path proc) {
        this.proc = proc;
    }

    /// A socket that something listens on; who, where we may see that.
    ///
    /// @param uid of the user who opened it, which everybody may see
    public record Listener(long inode, int uid, Optional<Owner> owner) {}

    /// @param command the program's name and its first words, as `ps` shows them
    /// @param instance the state folder of the instance that has the port, where it is one of Hauban's own
    public record Owner(long pid, String command, Optional<Path> instance) {}

    /// Who listens so that `address:port` can't be bound any more.
    ///
    /// @param address an IPv4 or IPv6 address in its usual form; empty for every one
    public Optional<Listener> holder(Optional<String> address, int port, String protocol) throws IOException {
        String wanted = address.map(PortTable::hex).orElse(ANY_V4);
        List<String> tables = List.of(protocol, protocol + "6");
        for (String table : tables) {
            for (Row row : rows(proc.resolve("net").resolve(table), protocol.equals("tcp"))) {
                if (row.port() == port && clash(wanted, row.address()) && !allowsBeside(wanted, row)) {
                    return Optional.of(new Listener(row.inode(), row.uid(), owner(row.inode())));
                }
            }
        }
        return Optional.empty();
    }

    /// Whether anything has a port open on an address of this range.
    public boolean isListenedOn(long firstAddress, int prefix) {
        try {
            for (Row row : rows(proc.resolve("net/tcp"), true)) {
                long address = Long.reverseBytes(Long.parseLong(row.address(), 16)) >>> 32;
                if (address >> (32 - prefix) == firstAddress >> (32 - prefix)) {
                    return true;
                }
            }
        } catch (IOException unreadable) {
            // Then nobody can tell; the range was chosen by the project's own path, and others choose by theirs.
            return false;
        }
        return false;
    }

    /// Ports below this one are for root only, unless the machine says otherwise.
    public int firstUnprivileged() {
        // In one piece: the kernel tells a number to whoever reads from its beginning, and who has read one digit, as
        // Files.readString does first, is told that there is no more.
        try (var file = Files.newInputStream(proc.resolve("sys/net/ipv4/ip_unprivileged_port_start"))) {
            return Integer.parseInt(new String(file.readNBytes(16), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unknown) {
            return 1024;
        }
    }

    private record Row(String address, int port, int uid, long inode) {}

    /// Everybody's address clashes with every other of its family; IPv6's everybody takes IPv4 along.
    private static boolean clash(String wanted, String taken) {
        boolean isSameFamily = wanted.length() == taken.length();
        boolean isAnyWanted = wanted.equals(ANY_V4) || wanted.equals(ANY_V6);
        boolean isAnyTaken = taken.equals(ANY_V4) || taken.equals(ANY_V6);
        return isSameFamily && (isAnyWanted || isAnyTaken || wanted.equals(taken)) || taken.equals(ANY_V6);
    }

    /// A service's on rung 2 or 3, which has the port at an address of its own: the shim lets whoever publishes it
    /// stand beside that, if both seem to be the same user's.
    private boolean allowsBeside(String wanted, Row row) {
        boolean isServices = row.address().length() == 8
                && row.address().endsWith("7F")
                && !row.address().endsWith("007F");
        return isServices && !wanted.equals(row.address()) && row.uid() == own();
    }

    private int own() {
        try {
            return (Integer) Files.getAttribute(proc.resolve("self"), "unix:uid");
        } catch (IOException unknown) {
            return -1;
        }
    }

    private static List<Row> rows(Path table, boolean onlyListening) throws IOException {
        var rows = new ArrayList<Row>();
        if (!Files.isReadable(table)) {
            return rows;
        }
        for (String line : Files.readAllLines(table)) {
            // After much traffic there are tens of thousands that only wait to be forgotten.
            if (onlyListening && !line.contains(LISTENING_WORD)) {
                continue;
            }
            String[] words = line.strip().split("\\s+");
            int colon = words.length > 9 ? words[1].indexOf(':') : -1;
            if (colon < 0 || onlyListening && !words[3].equals(LISTENING)) {
                continue;
            }
            int port = Integer.parseInt(words[1].substring(colon + 1), 16);
            String address = plain(words[1].substring(0, colon));
            rows.add(new Row(address, port, Integer.parseUnsignedInt(words[7]), Long.parseLong(words[9])));
        }
        return rows;
    }

    /// An IPv4 address is one too when a socket of IPv6 has it.
    private static String plain(String address) {
        return address.startsWith(MAPPED_V4) ? address.substring(MAPPED_V4.length()) : address;
    }

    /// As the kernel's tables write it: four bytes at a time, in the machine's own (little-endian) order.
    private static String hex(String address) {
        try {
            byte[] bytes = java.net.InetAddress.ofLiteral(address).getAddress();
            byte[] turned = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                turned[i] = bytes[i / 4 * 4 + 3 - i % 4];
            }
            return HexFormat.of().withUpperCase().formatHex(turned);
        } catch (IllegalArgumentException notAnAddress) {
            return ANY_V4;
        }
    }

    private Optional<Owner> owner(long inode) throws IOException {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, wanted)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    String command = command(process);
                    return Optional.of(new Owner(pid, command, instance(process, command)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String wanted) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException notOurs) {
            // Another user's process, or one that has just ended.
            return false;
        }
        return false;
    }

    /// A relay is the child of its instance's shim, which has the instance's folder open.
    private Optional<Path> instance(Path process, String command) throws IOException {
        if (!command.startsWith(RELAY)) {
            return Optional.empty();
        }
        String stat = Files.readString(process.resolve("stat"));
        String parent = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1];
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(proc.resolve(parent).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                Path open = Files.readSymbolicLink(descriptor);
                if (open.toString().matches("/.*/local/instances/[^/]+")) {
                    return Optional.of(open);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException notOurs) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// The program and its first words; words may hold secrets, so no more than tell which program it is.
    private static String command(Path process) throws IOException {
        String name = Files.readString(process.resolve("comm")).strip();
        String line =
                Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
        String program = line.isEmpty() ? name : line.split(" ")[0];
        return program.endsWith(name) || line.isEmpty() ? name : name + " (" + program + ")";
    }
}
