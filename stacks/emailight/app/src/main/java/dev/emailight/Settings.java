package dev.emailight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the environment says. Everything that is wrong is said at once. A value may also stand in a file that
/// `NAME_FILE` names, as with the official images.
public final class Settings {

    /// Settings that a program can't run with.
    public static final class Wrong extends RuntimeException {
        private final List<String> problems;

        Wrong(List<String> problems) {
            super(String.join("\n", problems), null, false, false);
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }

    /// Where things are kept.
    ///
    /// @param database a connection string of MongoDB, with name and password
    /// @param redis an address of Redis, with its password
    public record Stores(String database, String redis) {}

    /// What the site needs.
    ///
    /// @param secret signs sessions: a new one logs everybody out
    /// @param environment `development`, `staging` or `production`
    /// @param perHour how many e-mails one account may send in an hour
    public record Site(int port, Stores stores, String secret, String environment, int perHour) {}

    /// What the worker needs.
    ///
    /// @param carrier the mail server's address
    /// @param from the address that stands in every e-mail as its sender's
    public record Worker(int port, Stores stores, String carrier, String from, String environment) {}

    /// What the catcher needs.
    public record Catcher(int port, int mailPort, String environment) {}

    private static final int SECRET_LENGTH = 32;
    private static final List<String> ENVIRONMENTS = List.of("development", "staging", "production");

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public Site site() {
        var site = new Site(
                number("PORT", 3000), stores(), required("SESSION_SECRET", SECRET_LENGTH), environment(), perHour());
        check();
        return site;
    }

    public Worker worker() {
        var worker = new Worker(
                number("PORT", 3000), stores(), carrier(), text("MAIL_FROM", "noreply@emailight.local"), environment());
        if (!worker.from().matches("[^@\\s]+@[^@\\s]+")) {
            problems.add("MAIL_FROM is not an e-mail address: " + worker.from());
        }
        check();
        return worker;
    }

    public Catcher catcher() {
        var catcher = new Catcher(number("PORT", 3000), number("MAIL_PORT", 2525), environment());
        check();
        return catcher;
    }

    /// Where errors are told, if anywhere.
    public Optional<String> dsn() {
        return value("SENTRY_DSN");
    }

    public String environment() {
        var name = text("NODE_ENV", "production");
        if (!ENVIRONMENTS.contains(name)) {
            problems.add("NODE_ENV is one of " + String.join(", ", ENVIRONMENTS) + ", not " + name + ".");
        }
        return name;
    }

    private Stores stores() {
        return new Stores(required("MONGODB_URI", 1), required("REDIS_URL", 1));
    }

    /// It may hold a password: what is wrong with it is said without it.
    private String carrier() {
        var address = required("SMTP_URL", 1);
        if (!address.isEmpty() && !address.matches("smtps?://([^@/]+@)?[^@/:]+(:\\d{1,5})?/?")) {
            problems.add("SMTP_URL is not an address such as smtp://host:25 or smtps://user:password@host.");
        }
        return address;
    }

    private int perHour() {
        var perHour = number("EMAILS_PER_HOUR", 50);
        if (perHour < 1) {
            problems.add("EMAILS_PER_HOUR is at least 1, not " + perHour + ".");
        }
        return perHour;
    }

    private String text(String name, String otherwise) {
        return value(name).orElse(otherwise);
    }

    private String required(String name, int length) {
        var value = value(name).orElse("");
        if (value.isEmpty()) {
            problems.add(name + " is not set.");
        } else if (value.length() < length) {
            problems.add(name + " is too short: it needs at least " + length + " characters.");
        }
        return value;
    }

    private int number(String name, int otherwise) {
        var text = value(name);
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException _) {
            problems.add(name + " is not a number: " + text.orElse(""));
            return otherwise;
        }
    }

    private void check() {
        if (!problems.isEmpty()) {
            throw new Wrong(problems);
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isEmpty())
                .or(() -> fromFile(name));
    }

    private Optional<String> fromFile(String name) {
        return Optional.ofNullable(environment.get(name + "_FILE")).flatMap(file -> {
            try {
                return Optional.of(Files.readString(Path.of(file)).strip());
            } catch (IOException _) {
                problems.add(name + "_FILE names a file that can't be read: " + file);
                return Optional.empty();
            }
        });
    }
}
