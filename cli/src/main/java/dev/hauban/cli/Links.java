package dev.hauban.cli;

import dev.hauban.plan.Instance.Publisher;
import java.util.ArrayList;
import java.util.List;

/// How a person reaches a published port.
final class Links {
    /// Ports that speak no HTTP, whatever they are published as.
    private static final List<Integer> NOT_WEB = List.of(
            22, 25, 53, 110, 143, 389, 465, 587, 636, 993, 1025, 1433, 1521, 3306, 4222, 5432, 5672, 6379, 7687, 9042,
            9092, 9094, 11211, 27017, 27018);

    private Links() {}

    static List<String> of(List<Publisher> publishers) {
        var links = new ArrayList<String>();
        for (Publisher publisher : publishers) {
            if (publisher.published() != 0) {
                String link = link(publisher);
                if (!links.contains(link)) {
                    links.add(link);
                }
            }
        }
        return links;
    }

    private static String link(Publisher publisher) {
        String address = host(publisher.hostAddress()) + ":" + publisher.published();
        if (!publisher.protocol().equals("tcp")) {
            return address + "/" + publisher.protocol();
        }
        if (NOT_WEB.contains(publisher.target())) {
            return address;
        }
        boolean isSecure = publisher.target() == 443 || publisher.target() == 8443;
        return (isSecure ? "https://" : "http://") + address;
    }

    /// From this machine, every address and the loopback are `localhost`.
    private static String host(String address) {
        return switch (address) {
            case "", "0.0.0.0", "127.0.0.1", "::", "::1" -> "localhost";
            default -> address.contains(":") ? "[" + address + "]" : address;
        };
    }
}
