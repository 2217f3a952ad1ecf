package dev.hauban.standin.mongo.command;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.access.LogIn;
import dev.hauban.standin.mongo.access.Privilege;
import dev.hauban.standin.mongo.access.Role;
import dev.hauban.standin.mongo.access.User;
import dev.hauban.standin.mongo.wire.Door;
import dev.hauban.standin.mongo.wire.Message;
import io.netty.channel.Channel;
import io.netty.channel.local.LocalChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection: who has logged in on it.
final class Caller implements Door.Guest {
    private final Commands commands;
    private final SocketAddress peer;
    private final int number;
    private final List<String[]> loggedIn = new ArrayList<>();
    private final Channel token = new LocalChannel();
    private @Nullable LogIn attempt;
    private String attemptDatabase = "";

    Caller(Commands commands, SocketAddress peer, int number) {
        this.commands = commands;
        this.peer = peer;
        this.number = number;
    }

    @Override
    public Message answer(int id, Message question) {
        return question.answer(id, commands.answer(this, question.database(), question.body()));
    }

    int number() {
        return number;
    }

    SocketAddress peer() {
        return peer;
    }

    boolean isLocal() {
        return !(peer instanceof InetSocketAddress address)
                || address.getAddress().isLoopbackAddress();
    }

    /// By which mongo-java-server tells connections apart.
    Channel token() {
        return token;
    }

    // Logging in ---------------------------------------------------------------------------------------------------

    Document beginLogIn(Server server, String database, Document command) {
        LogIn.Begun begun = LogIn.begin(server.users(), database, command);
        attempt = begun.attempt();
        attemptDatabase = database;
        return begun.answer();
    }

    Document goOnLogIn(Document command) {
        LogIn current = attempt;
        if (current == null) {
            throw new de.bwaldvogel.mongo.exception.MongoServerError(
                    17, "ProtocolError", "No SASL session state found");
        }
        Document answer = current.go(command);
        current.user().ifPresent(user -> {
            logOut(user.database());
            loggedIn.add(new String[] {user.database(), user.name()});
        });
        if (Boolean.TRUE.equals(answer.get("done"))) {
            attempt = null;
        }
        return answer;
    }

    String attemptDatabase() {
        return attemptDatabase;
    }

    void logOut(String database) {
        loggedIn.removeIf(who -> who[0].equals(database));
    }

    /// As they are now: what was taken from a user is taken from those who are logged in, too.
    List<User> users(Server server) {
        return loggedIn.stream()
                .map(who -> server.users().find(who[0], who[1]))
                .flatMap(Optional::stream)
                .toList();
    }

    boolean may(Server server, Privilege privilege, String database) {
        if (!server.settings().isGuarded() || privilege == Privilege.NOTHING) {
            return true;
        }
        List<User> users = users(server);
        return privilege == Privilege.LOG_IN
                ? !users.isEmpty()
                : users.stream().anyMatch(user -> user.may(privilege, database));
    }

    List<Role> roles(Server server) {
        return users(server).stream().flatMap(user -> user.roles().stream()).toList();
    }

    @Override
    public void close() {
        commands.forget(this);
    }
}
