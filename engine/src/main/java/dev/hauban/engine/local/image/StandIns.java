package dev.hauban.engine.local.image;

import dev.hauban.catalog.KnownImage;
import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Tools;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is said when a program is not exactly the image's, and how MariaDB is told what was meant for MySQL.
final class StandIns {
    /// In the environment of an image that MariaDB runs for.
    static final String MARIADB = "HAUBAN_MARIADB";

    /// Options of MySQL's that MariaDB has never heard of; dashes and underlines are the same.
    private static final Pattern MYSQL_ONLY = Pattern.compile(
            "--(default-authentication-plugin|authentication-policy|mysqlx|loose-mysqlx|skip-mysqlx|mysql-native-password"
                    + "|innodb-dedicated-server|log-error-verbosity|log-error-services|caching-sha2|sha256-password"
                    + "|admin-address|admin-port|binlog-encryption|binlog-rotate|binlog-transaction-compression"
                    + "|enforce-gtid-consistency|gtid-mode|group-replication|default-collation-for-utf8mb4"
                    + "|persisted-globals-load|regexp-time-limit|internal-tmp-mem-storage-engine|temptable"
                    + "|information-schema-stats-expiry|innodb-redo-log-capacity|innodb-print-ddl-logs"
                    + "|innodb-parallel-read-threads|innodb-ddl|innodb-doublewrite-|innodb-idle-flush-pct"
                    + "|explicit-defaults-for-timestamp-|show-create-table|partial-revokes|password-require-current"
                    + "|replica-|source-|tls-version|ssl-fips-mode|upgrade|xa-detach|range-optimizer-max-mem-size"
                    + "|max-execution-time|keyring|early-plugin-load|generated-random-password-length"
                    + "|restrict-fk-on-non-standard-key|table-encryption-privilege-check).*");

    /// Collations of MySQL 8 that the entrypoint can't give to MariaDB.
    private static final Pattern MYSQL_COLLATION =
            Pattern.compile("utf8mb4_(\\w+_0900_(ai_ci|as_ci|as_cs)|0900_(as_cs|bin))");

    private StandIns() {}

    static List<Problem> remarks(KnownImage known, Tools tools) {
        String image = known.name() + ":" + known.version();
        if (known.name().equals("mysql") && tools.isMariaDb()) {
            return List.of(mariaDb(title(tools), known));
        }
        if (tools.isStandIn()) {
            return List.of(ofOurs(known));
        }
        if (known.name().startsWith("valkey/") && tools.product() == Product.REDIS) {
            return List.of(degraded("image.stand-in", "Redis " + tools.version() + " stands in for " + image));
        }
        boolean isOlder = tools.major() >= 0 && tools.major() < known.version().major();
        return isOlder
                ? List.of(degraded("image.other-version", title(tools) + " (" + tools.origin() + ") runs for " + image))
                : List.of();
    }

    /// What it is and which version, as its makers say it.
    private static String title(Tools tools) {
        return tools.isMariaDb()
                ? "MariaDB " + tools.version().replace("-MariaDB", "")
                : tools.product().title() + " " + tools.version();
    }

    /// What will be said, as far as it is known before anything is fetched.
    ///
    /// @param isOurs whether a program of our own will run for it
    static List<Problem> expected(KnownImage known, boolean isOurs) {
        if (isOurs) {
            return List.of(ofOurs(known));
        }
        return known.name().equals("mysql") ? List.of(mariaDb("MariaDB", known)) : List.of();
    }

    private static Problem mariaDb(String program, KnownImage known) {
        return degraded(
                "image.stand-in",
                program + " stands in for " + known.name() + ":" + known.version()
                        + ": its SQL is nearly the same, its data files are not");
    }

    /// What is said where a program of our own runs for an image.
    private static Problem ofOurs(KnownImage known) {
        return degraded(
                "image.stand-in",
                "Hauban's stand-in for MongoDB runs for " + known.name() + ":" + known.version()
                        + ": it has no transactions, no change streams and no replica sets",
                "Put a real mongod on PATH, or run it with Docker, where that matters.");
    }

    private static Problem degraded(String code, String message) {
        return degraded(code, message, "Run it with Docker Compose where that matters.");
    }

    private static Problem degraded(String code, String message, String remedy) {
        return Problem.degraded(code, message).remedy(remedy);
    }

    /// The words for MariaDB, and which of them mean nothing to it.
    record Translated(List<String> words, List<String> without) {}

    static Translated forMariaDb(List<String> words) {
        List<String> translated = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (String word : words) {
            String option = word.split("=", 2)[0].replace('_', '-');
            if (MYSQL_ONLY.matcher(option).matches()) {
                without.add(word.split("=", 2)[0]);
                translated.add(option.startsWith("--loose-") ? word : "--loose-" + word.substring(2));
            } else if (option.startsWith("--collation")
                    && MYSQL_COLLATION.matcher(word).find()) {
                without.add(word);
                boolean mindsCase = word.matches(".*_(as_cs|bin)");
                translated.add(
                        MYSQL_COLLATION.matcher(word).replaceAll(mindsCase ? "utf8mb4_bin" : "utf8mb4_unicode_520_ci"));
            } else {
                translated.add(word);
            }
        }
        return new Translated(List.copyOf(translated), List.copyOf(without));
    }
}
