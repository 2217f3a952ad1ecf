package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets among the words of a command, an entrypoint or a health check.
public final class CredentialsInCommand implements Rule {
    private static final String WORDS = "password|passwd|passphrase|secret|token|requirepass|masterauth|api[-_]?key"
            + "|secret[-_]?key|access[-_]?key";

    /// An option, a directive or an assignment with the name of a secret, and its value. The name of a file is
    /// none, nor what the shell inside fills in.
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?:^|[\\s\"'?&])(?:-{1,2}(?:[a-z][\\w.-]*)?(?:" + WORDS + ")(?:=|\\s+)"
                    + "|(?:requirepass|masterauth)\\s+"
                    + "|(?:[a-z][\\w.-]*)?(?:" + WORDS + ")=)[\"']?(?![\"'$/.-])\\S");

    private static final Pattern IN_URL = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s:/@]*:(?!\\$)[^\\s@/]+@");

    /// The clients of MySQL and MariaDB take the password right behind `-p`.
    private static final Pattern MYSQL_CLIENT = Pattern.compile("\\b(mysql|mysqladmin|mysqldump|mariadb(-\\w+)?)\\b");

    private static final Pattern ATTACHED = Pattern.compile("(^|\\s)-p[\"']?[^\\s\"'$-][^\\s\"']*");

    private static final Pattern FILLED_INSIDE = Pattern.compile("[\"']?\\$(?:\\w+|\\{[^}]*\\}|\\([^)]*\\))[\"']?");

    @Override
    public Description description() {
        return new Description(
                "credentials-in-command",
                "a secret on a command line",
                "Every process of the machine can read the command line of every other (`ps`), `docker inspect` shows"
                        + " it, and it ends up in logs and in monitoring.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            service.program().command().ifPresent(words -> check(subject, service, "command", words, advice));
            service.program().entrypoint().ifPresent(words -> check(subject, service, "entrypoint", words, advice));
            service.lifecycle()
                    .healthCheck()
                    .ifPresent(
                            check -> check(subject, service, "healthcheck.test", Services.words(check.test()), advice));
        }
        return advice;
    }

    private static void check(
            Subject subject, Service service, String what, List<String> written, List<Advice> advice) {
        // What the shell inside fills in is not among the words that others see.
        String line = FILLED_INSIDE.matcher(String.join(" ", written)).replaceAll(Matcher.quoteReplacement("$"));
        boolean isAttached =
                MYSQL_CLIENT.matcher(line).find() && ATTACHED.matcher(line).find();
        if (!isAttached && !NAMED.matcher(line).find() && !IN_URL.matcher(line).find()) {
            return;
        }
        String who = what.equals("healthcheck.test")
                ? "the health check of " + service.name()
                : "the " + what + " of " + service.name();
        advice.add(Services.placed(
                subject,
                service,
                what,
                Advice.warning("a secret is among the words of " + who, remedy(service, what, line))));
    }

    private static String remedy(Service service, String what, String line) {
        if (line.contains("requirepass")) {
            return "Write it into a file that the server reads: a secret of the stack, with the line `requirepass …`,"
                    + " and `redis-server /run/secrets/redis.conf`.";
        }
        if (MYSQL_CLIENT.matcher(line).find() && what.startsWith("healthcheck")) {
            return "`mysqladmin ping` needs no password to find out whether a server answers; otherwise hand it over"
                    + " as MYSQL_PWD.";
        }
        return service.program().environment().isEmpty()
                ? "Hand it over as a variable, or as a secret of the stack, if the program reads one."
                : "Hand it over as a variable or as a file, if the program reads one; in a shell line, write $$NAME"
                        + " so that the shell inside fills it in.";
    }
}
