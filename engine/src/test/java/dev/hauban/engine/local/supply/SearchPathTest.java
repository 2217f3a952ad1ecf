package dev.hauban.engine.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.catalog.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
    @TempDir
    private Path folder;

    private Path clients(Path bin, int major) throws IOException {
        Files.createDirectories(bin);
        for (String name : List.of("psql", "pg_dump")) {
            Path program = Files.writeString(
                    bin.resolve(name), "#!/bin/sh\necho '" + name + " (PostgreSQL) " + major + ".3'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return bin;
    }

    private Optional<Tools> ready(int major) throws Exception {
        var machine =
                new Machine(Map.of("PATH", folder.resolve("bin").toString()), folder, folder.resolve("cache"), "amd64");
        return new SearchPath(machine, folder.resolve("postgresql"))
                .ready(new Need(Product.POSTGRESQL_CLIENT, major, List.of("psql", "pg_dump")));
    }

    @Test
    void of_several_clients_of_postgresql_those_of_the_servers_version_are_taken() throws Exception {
        clients(folder.resolve("bin"), 17);
        Path sixteen = clients(folder.resolve("postgresql/16/bin"), 16);

        assertThat(ready(16)).map(Tools::bin).contains(Optional.of(sixteen));
        assertThat(ready(15))
                .as("a newer one speaks with an older server")
                .map(Tools::major)
                .contains(17);
        assertThat(ready(18)).as("an older one dumps no newer server").isEmpty();
        assertThat(ready(-1))
                .as("where any will do, PATH chooses")
                .map(Tools::bin)
                .contains(Optional.empty());
    }
}
