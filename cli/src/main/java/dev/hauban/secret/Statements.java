package dev.hauban.secret;

import dev.hauban.problem.DefectException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// What is said to servers, as texts for their clients' standard input.
final class Statements {
    private static final int ROUNDS = 4096;

    private Statements() {}

    /// PostgreSQL.
    static final class Postgresql {
        private Postgresql() {}

        static String login(Login login) {
            String password = login.password().replace("\\", "\\\\").replace(":", "\\:");
            return login.user() + "\n*:*:*:*:" + password + "\n";
        }

        static String encryption() {
            return "SHOW password_encryption;\n";
        }

        /// The server is given what it keeps, not the password: a statement that fails is written into its log.
        ///
        /// @param encryption the server's answer
        /// @param salt 16 bytes by chance
        static String change(String user, String password, String encryption, byte[] salt) {
            boolean isScram = encryption.equals("scram-sha-256");
            String kept = isScram ? scram(password, salt) : password;
            return "SET log_statement = 'none'; SET log_min_error_statement = 'panic';"
                    + " SET log_min_duration_statement = -1;\nALTER ROLE \"" + user.replace("\"", "\"\"")
                    + "\" PASSWORD '" + kept.replace("'", "''") + "';\n";
        }

        private static String scram(String password, byte[] salt) {
            try {
                var words = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 256);
                byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(words)
                        .getEncoded();
                byte[] stored = MessageDigest.getInstance("SHA-256").digest(sum(salted, "Client Key"));
                Base64.Encoder base64 = Base64.getEncoder();
                return "SCRAM-SHA-256$" + ROUNDS + ":" + base64.encodeToString(salt) + "$"
                        + base64.encodeToString(stored) + ":" + base64.encodeToString(sum(salted, "Server Key"));
            } catch (GeneralSecurityException impossible) {
                throw new DefectException("every JDK has SHA-256", impossible);
            }
        }

        private static byte[] sum(byte[] key, String text) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// MySQL and MariaDB.
    static final class Mysql {
        private Mysql() {}

        static String login(Login login) {
            return "user=" + option(login.user()) + "\npassword=" + option(login.password()) + "\n";
        }

        private static String option(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }

        /// A user is one for each host.
        static String hosts(String user) {
            return "SELECT host FROM mysql.user WHERE user = " + quoted(user) + " AND host <> '';\n";
        }

        /// MySQL 8 goes on accepting the old one; MariaDB and older ones take what is special for a remark.
        static String change(String user, List<String> hosts, String password) {
            var text = new StringBuilder();
            for (String host : hosts) {
                text.append("ALTER USER ")
                        .append(account(user, host))
                        .append(" IDENTIFIED BY ")
                        .append(quoted(password))
                        .append(" /*!80014 RETAIN CURRENT PASSWORD */;\n");
            }
            return text.toString();
        }

        /// The same by the user's own hand.
        static String changeOwn(String password) {
            return "ALTER USER CURRENT_USER() IDENTIFIED BY " + quoted(password)
                    + " /*!80014 RETAIN CURRENT PASSWORD */;\n";
        }

        static String release(String user, List<String> hosts) {
            var text = new StringBuilder();
            for (String host : hosts) {
                text.append("DO 0;\n/*!80014 ALTER USER ")
                        .append(account(user, host))
                        .append(" DISCARD OLD PASSWORD */;\n");
            }
            return text.toString();
        }

        static String releaseOwn() {
            return "DO 0;\n/*!80014 ALTER USER CURRENT_USER() DISCARD OLD PASSWORD */;\n";
        }

        private static String account(String user, String host) {
            return quoted(user) + "@" + quoted(host);
        }

        private static String quoted(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        }
    }

    /// Redis and Valkey.
    static final class Redis {
        private Redis() {}

        static String login(Login login) {
            return login.password().isEmpty() ? "" : "AUTH " + word(login.password()) + "\n";
        }

        static String change(String user, String password) {
            return "ACL SETUSER " + word(user) + " " + word(">" + password) + "\n";
        }

        static String release(String user, String password) {
            return "ACL SETUSER " + word(user) + " " + word("<" + password) + "\n";
        }

        private static String word(String text) {
            var word = new StringBuilder("\"");
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                boolean isPlain = one > ' ' && one < 127 && one != '"' && one != '\\';
                word.append(isPlain ? String.valueOf((char) one) : "\\x%02x".formatted(one & 0xff));
            }
            return word.append('"').toString();
        }
    }

    /// MongoDB.
    static final class Mongodb {
        private Mongodb() {}

        static String change(Login login, Account account, String password) {
            return "const done = db.getSiblingDB('admin').auth(" + text(login.user()) + ", " + text(login.password())
                    + ");\n"
                    + "if (!done) { throw 'Authentication failed'; }\n"
                    + "db.getSiblingDB(" + text(account.database()) + ").updateUser(" + text(account.user())
                    + ", {pwd: " + text(password) + "});\nprint('hauban: done');\n";
        }

        private static String text(String text) {
            return dev.hauban.json.Json.text(text).compact();
        }
    }
}
