package dev.hauban.engine.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.KnownImage;
import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Tools;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ImageReference;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StandInsTest {
    @Test
    void an_older_mariadb_is_called_by_its_own_name() {
        assertThat(StandIns.remarks(known("mariadb:11.4"), server("10.11.19-MariaDB-0+deb12u1")))
                .extracting(Problem::message)
                .containsExactly("MariaDB 10.11.19-0+deb12u1 (/usr/sbin/mysqld) runs for mariadb:11.4");
    }

    @Test
    void a_mariadb_in_the_place_of_a_mysql_is_said_a_mysql_is_not() {
        assertThat(StandIns.remarks(known("mysql:8.0"), server("10.11.19-MariaDB")))
                .extracting(Problem::message)
                .first()
                .asString()
                .startsWith("MariaDB 10.11.19 stands in for mysql:8.0");
        assertThat(StandIns.remarks(known("mysql:8.0"), server("8.0.40"))).isEmpty();
        assertThat(StandIns.remarks(known("mysql:8.4"), server("5.7.44")))
                .extracting(Problem::message)
                .containsExactly("MySQL 5.7.44 (/usr/sbin/mysqld) runs for mysql:8.4");
    }

    private static KnownImage known(String image) {
        return new Catalog().find(ImageReference.parse(image)).orElseThrow();
    }

    private static Tools server(String version) {
        return new Tools(Product.MYSQL_SERVER, Optional.empty(), Path.of("/usr"), version, "/usr/sbin/mysqld");
    }
}
