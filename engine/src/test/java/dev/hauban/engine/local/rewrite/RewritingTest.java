package dev.hauban.engine.local.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewritingTest {
    private final Rewriting rewriting = new Rewriting(
            Map.of("/app", "/h/app", "/app/uploads", "/h/uploads", "/data", "/h/data", "/", "/nonsense"),
            Map.of("db", "127.1.1.2", "db-2", "127.1.1.3", "web", "127.1.1.4", "postgres", "127.1.1.5"));

    @ParameterizedTest
    @CsvSource({
        "/app,/h/app",
        "/app/server.js,/h/app/server.js",
        "/app/uploads/a,/h/uploads/a",
        "/application,/application",
        "/var/app,/var/app",
        "--config=/data/x,--config=/h/data/x",
        "'/app:/data','/h/app:/h/data'",
        "jdbc:h2:/data/db,jdbc:h2:/h/data/db",
        "file:///data/x,file:///h/data/x",
        "https://example.org/data,https://example.org/data",
        "http://web:80/data,http://127.1.1.4:80/data",
        "$HOME/data,$HOME/data",
        "/data.old,/data.old",
        "cat '/data/x' > /app,cat '/h/data/x' > /h/app",
    })
    void paths_are_replaced_where_they_stand_as_paths(String text, String expected) {
        assertThat(rewriting.words(List.of("x", text))).containsExactly("x", expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://db:5432/x,http://127.1.1.2:5432/x",
        "http://db-2/x,http://127.1.1.3/x",
        "postgres://postgres:word@postgres/postgres,postgres://postgres:word@127.1.1.5/postgres",
        "postgres://db:5432@elsewhere/db,postgres://db:5432@elsewhere/db",
        "redis://:word@db:6379/0,redis://:word@127.1.1.2:6379/0",
        "db:5432,127.1.1.2:5432",
        "mydb:5432,mydb:5432",
        "db.example.org:5432,db.example.org:5432",
        "host=db port=5432 dbname=db,host=127.1.1.2 port=5432 dbname=db",
        "psql -h db -U db db,psql -h 127.1.1.2 -U db db",
        "mysql --host=db -e 'select 1',mysql --host=127.1.1.2 -e 'select 1'",
        "'mongodb://db:27017,db-2:27017/x','mongodb://127.1.1.2:27017,127.1.1.3:27017/x'",
        "the db is up,the db is up",
        "db,db",
        "npm run web,npm run web",
        "jdbc:mysql://db:3306/db?user=db,jdbc:mysql://127.1.1.2:3306/db?user=db",
    })
    void names_are_replaced_where_they_stand_as_hosts(String text, String expected) {
        assertThat(rewriting.words(List.of("x", text))).containsExactly("x", expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DB_HOST,db,127.1.1.2",
        "PGHOST,postgres,127.1.1.5",
        "POSTGRES_USER,postgres,postgres",
        "POSTGRES_DB,db,db",
        "DB_CONNECTION,postgres,postgres",
        "OTHER,db,127.1.1.2",
        "OTHER,postgres,postgres",
        "SERVICE_NAME,web,web",
        "BROKERS,'db:1,db-2:2,web','127.1.1.2:1,127.1.1.3:2,127.1.1.4'",
        "REDIS_HOSTS,db:6379,127.1.1.2:6379",
        "REDIS_HOSTS,'cache:db:6379:0:word,db-2,second:web','cache:127.1.1.2:6379:0:word,127.1.1.3,second:127.1.1.4'",
        "DATABASE_URL,postgres://db:x@db/db,postgres://db:x@127.1.1.2/db",
        "DATA_DIR,/data,/h/data",
        "EMPTY,'',''",
    })
    void a_variable_may_be_a_host_as_a_whole(String name, String value, String expected) {
        assertThat(rewriting.environment(Map.of(name, value))).containsEntry(name, expected);
    }

    @Test
    void a_word_behind_an_option_for_a_host_is_one() {
        assertThat(rewriting.words(List.of("psql", "-h", "db", "-U", "db", "db")))
                .containsExactly("psql", "-h", "127.1.1.2", "-U", "db", "db");
        assertThat(rewriting.words(List.of("mysqladmin", "--host", "db"))).endsWith("127.1.1.2");
    }

    @Test
    void nothing_is_replaced_where_there_is_nothing_to_replace() {
        assertThat(Rewriting.none().words(List.of("a", "/b", "c:1"))).containsExactly("a", "/b", "c:1");
    }

    @Test
    void what_we_tell_our_own_scripts_is_no_host() {
        var rewriting = new Rewriting(Map.of(), Map.of("watcher", "127.1.2.3"));

        assertThat(rewriting.environment(Map.of("HAUBAN_PROGRAM", "watcher")))
                .containsEntry("HAUBAN_PROGRAM", "watcher");
        assertThat(rewriting.environment(Map.of("ANYTHING", "watcher"))).containsEntry("ANYTHING", "127.1.2.3");
    }
}
