package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import java.nio.file.Path;
import java.util.Optional;

/// Programs that are there and can be run.
///
/// @param bin the folder to put in front of PATH; absent when they are on the user's own PATH
/// @param prefix the folder that holds `bin`, `lib` and `share` of the product
/// @param version as the product says it: `17.11`, `10.11.19-MariaDB`
/// @param origin where it comes from, for people: `Maven Central`, `/usr/sbin/mysqld`
public record Tools(Product product, Optional<Path> bin, Path prefix, String version, String origin) {
    public int major() {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 || end > 8 ? -1 : Integer.parseInt(version.substring(0, end));
    }

    /// Whether it is a program of ours that stands in for the product.
    public boolean isStandIn() {
        return origin.equals(OwnPrograms.ORIGIN);
    }

    public boolean isMariaDb() {
        return product == Product.MYSQL_SERVER && version.contains("MariaDB");
    }
}
