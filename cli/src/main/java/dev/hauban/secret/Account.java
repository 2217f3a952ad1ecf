package dev.hauban.secret;

import dev.hauban.catalog.DatabaseServer;
import dev.hauban.stack.ServiceName;

/// A user of a database server of the stack.
///
/// @param database that knows the user, where a server has one for each (MongoDB); else empty
public record Account(ServiceName service, DatabaseServer server, String user, String database)
        implements Comparable<Account> {
    @Override
    public int compareTo(Account other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : (user + "\n" + database).compareTo(other.user + "\n" + other.database);
    }

    @Override
    public String toString() {
        return user + " of " + service;
    }
}
