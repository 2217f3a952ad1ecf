package dev.hauban.standin.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may do what, once whoever has not logged in may do nothing.
class AccessTest {
    private static TestServer server;
    private static MongoClient root;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data, "--auth");
        try (MongoClient nobody = server.client()) {
            // Whoever is first, on this host, makes the first user and nothing else.
            assertRefused(() -> nobody.getDatabase("shop").createCollection("a"));
            create(nobody.getDatabase("admin"), "root", "secret,=", "root");
            assertRefused(() -> create(nobody.getDatabase("admin"), "second", "x", "root"));
        }
        root = server.client(MongoCredential.createCredential("root", "admin", "secret,=".toCharArray()));
        root.getDatabase("shop").getCollection("goods").insertOne(new Document("_id", 1));
        for (String role : List.of("read", "readWrite", "dbAdmin", "dbOwner", "userAdmin")) {
            create(root.getDatabase("shop"), role, role, role);
        }
        for (String role : List.of(
                "readAnyDatabase",
                "readWriteAnyDatabase",
                "dbAdminAnyDatabase",
                "userAdminAnyDatabase",
                "clusterMonitor")) {
            create(root.getDatabase("admin"), role, role, role);
        }
    }

    @AfterAll
    static void end() throws Exception {
        root.close();
        server.close();
    }

    private static void create(MongoDatabase database, String user, String password, String role) {
        database.runCommand(
                new Document("createUser", user).append("pwd", password).append("roles", List.of(role)));
    }

    private static void assertRefused(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        error -> assertThat(error.getCode()).isEqualTo(13));
    }

    private static MongoClient as(String user, String database) {
        return server.client(MongoCredential.createCredential(user, database, user.toCharArray()));
    }

    @Test
    void lets_nobody_in_without_the_password() {
        for (MongoCredential wrong : List.of(
                MongoCredential.createCredential("root", "admin", "secret".toCharArray()),
                MongoCredential.createCredential("nobody", "admin", "secret,=".toCharArray()),
                MongoCredential.createScramSha1Credential("root", "admin", "secret".toCharArray()),
                MongoCredential.createCredential("root", "shop", "secret,=".toCharArray()))) {
            try (MongoClient client = server.client(wrong)) {
                assertThatThrownBy(() -> client.getDatabase("shop")
                                .getCollection("goods")
                                .countDocuments())
                        .isInstanceOf(MongoSecurityException.class);
            }
        }
        try (MongoClient nobody = server.client()) {
            MongoDatabase shop = nobody.getDatabase("shop");
            assertThat(shop.runCommand(new Document("ping", 1)).get("ok")).isEqualTo(1.0);
            for (String command : List.of(
                    "{find: 'goods'}",
                    "{insert: 'goods', documents: [{}]}",
                    "{listCollections: 1}",
                    "{usersInfo: 1}",
                    "{serverStatus: 1}",
                    "{dropDatabase: 1}",
                    "{listDatabases: 1}",
                    "{getMore: 1, collection: 'goods'}")) {
                assertRefused(() -> shop.runCommand(
                        Document.parse(command.replace("getMore: 1,", "getMore: {$numberLong: '1'},"))));
            }
        }
    }

    @Test
    void knows_both_mechanisms() {
        for (MongoCredential right : List.of(
                MongoCredential.createScramSha1Credential("root", "admin", "secret,=".toCharArray()),
                MongoCredential.createScramSha256Credential("root", "admin", "secret,=".toCharArray()))) {
            try (MongoClient client = server.client(right)) {
                assertThat(client.getDatabase("shop").getCollection("goods").countDocuments())
                        .isPositive();
            }
        }
    }

    /// r: documents of the database are seen, w: changed, s: collections made, a: rules changed, u: users made, m: the
    /// server looked at; R, W: the same in another database.
    @ParameterizedTest
    @CsvSource({
        "read, shop, r",
        "readWrite, shop, rws",
        "dbAdmin, shop, sa",
        "dbOwner, shop, rwsau",
        "userAdmin, shop, u",
        "readAnyDatabase, admin, rR",
        "readWriteAnyDatabase, admin, rwsRW",
        "dbAdminAnyDatabase, admin, sa",
        "userAdminAnyDatabase, admin, u",
        "clusterMonitor, admin, m",
    })
    void gives_each_role_what_it_has_and_nothing_else(String user, String database, String allowed) {
        try (MongoClient client = as(user, database)) {
            MongoDatabase shop = client.getDatabase("shop");
            MongoDatabase other = client.getDatabase("other");
            may(allowed, "r", () -> shop.runCommand(Document.parse("{find: 'goods'}")));
            may(allowed, "r", () -> shop.runCommand(Document.parse("{aggregate: 'goods', pipeline: [], cursor: {}}")));
            may(allowed, "w", () -> shop.runCommand(Document.parse("{insert: 'goods', documents: [{}]}")));
            may(
                    allowed,
                    "w",
                    () -> shop.runCommand(Document.parse("{findAndModify: 'goods', query: {_id: 5}, remove: true}")));
            may(
                    allowed,
                    "s",
                    () -> shop.runCommand(
                            Document.parse("{createIndexes: 'goods', indexes: [{key: {a: 1}, name: 'a_1'}]}")));
            may(allowed, "a", () -> shop.runCommand(Document.parse("{collMod: 'goods', validationLevel: 'strict'}")));
            may(allowed, "u", () -> {
                shop.runCommand(Document.parse("{createUser: 'new', pwd: 'new', roles: []}"));
                shop.runCommand(Document.parse("{dropUser: 'new'}"));
            });
            may(allowed, "m", () -> client.getDatabase("admin").runCommand(Document.parse("{serverStatus: 1}")));
            may(allowed, "R", () -> other.runCommand(Document.parse("{find: 'goods'}")));
            may(allowed, "W", () -> other.runCommand(Document.parse("{insert: 'goods', documents: [{}]}")));
            may(
                    allowed.contains("w") ? "x" : "",
                    "x",
                    () -> shop.runCommand(
                            Document.parse("{aggregate: 'goods', pipeline: [{$out: 'copy'}], cursor: {}}")));
        }
    }

    private static void may(String allowed, String letter, Runnable work) {
        if (allowed.contains(letter)) {
            work.run();
        } else {
            assertRefused(work);
        }
    }

    @Test
    void shows_only_databases_that_the_user_may_read() {
        root.getDatabase("secret").getCollection("a").insertOne(new Document());
        try (MongoClient client = as("read", "shop")) {
            assertThat(client.listDatabaseNames().into(new ArrayList<>())).containsExactly("shop");
        }
    }

    @Test
    void takes_roles_and_passwords_away_from_who_is_logged_in_already() {
        MongoDatabase shop = root.getDatabase("shop");
        create(shop, "temp", "temp", "read");
        try (MongoClient client = as("temp", "shop")) {
            MongoDatabase seen = client.getDatabase("shop");
            seen.runCommand(Document.parse("{find: 'goods'}"));
            shop.runCommand(Document.parse("{revokeRolesFromUser: 'temp', roles: ['read']}"));
            assertRefused(() -> seen.runCommand(Document.parse("{find: 'goods'}")));
            shop.runCommand(Document.parse("{grantRolesToUser: 'temp', roles: [{role: 'readWrite', db: 'shop'}]}"));
            seen.runCommand(Document.parse("{insert: 'goods', documents: [{}]}"));
            shop.runCommand(Document.parse("{updateUser: 'temp', pwd: 'other'}"));
        }
        try (MongoClient client = as("temp", "shop")) {
            assertThatThrownBy(() -> client.getDatabase("shop").runCommand(Document.parse("{find: 'goods'}")))
                    .isInstanceOf(MongoSecurityException.class);
        }
        Document info = shop.runCommand(Document.parse("{usersInfo: 'temp'}"));
        assertThat(info.toJson()).contains("readWrite").doesNotContain("storedKey");
        shop.runCommand(Document.parse("{dropUser: 'temp'}"));
        assertThatThrownBy(() -> shop.runCommand(Document.parse("{dropUser: 'temp'}")))
                .hasMessageContaining("Could not find user");
        assertThatThrownBy(() -> create(shop, "x", "x", "clusterMonitor")).hasMessageContaining("Could not find role");
        assertThatThrownBy(() -> shop.runCommand(Document.parse("{createRole: 'x', privileges: [], roles: []}")))
                .hasMessageContaining("not implemented");
    }
}
