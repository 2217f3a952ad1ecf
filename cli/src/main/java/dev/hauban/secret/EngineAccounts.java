package dev.hauban.secret;

import dev.hauban.catalog.Credential;
import dev.hauban.catalog.DatabaseServer;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.Streams;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Secrecy;
import dev.hauban.stack.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Servers inside their services, spoken to by the client programs that are there, through their standard input.
final class EngineAccounts implements Accounts {
    /// A server lets nobody in who would change it.
    static final String NOT_CHANGED = "secret.not-changed";

    private static final int SALT = 16;

    private final Engine engine;
    private final RandomGenerator chance;

    EngineAccounts(Engine engine, RandomGenerator chance) {
        this.engine = engine;
        this.chance = chance;
    }

    /// What a server said.
    private record Answer(int code, String text, String error) {
        boolean isDone() {
            return code == 0;
        }
    }

    /// Who says something of an account, and where.
    private record Speaker(Replacing replacing, InstanceId instance, Account account, Login login) {}

    /// Something that is said by whoever logs in, and how its answer is understood.
    private interface Talk {
        Answer with(InstanceId instance, Login login) throws IOException, InterruptedException;
    }

    @Override
    public void change(Replacing replacing, Account account) throws IOException, InterruptedException {
        String fresh = replacing.fresh();
        byAnybody(replacing, account, (instance, login) -> switch (account.server()) {
            case POSTGRESQL -> postgresql(replacing, instance, account, login);
            case MYSQL, MARIADB ->
                mysql(
                        new Speaker(replacing, instance, account, login),
                        hosts -> Statements.Mysql.change(account.user(), hosts, fresh),
                        Statements.Mysql.changeOwn(fresh));
            case REDIS -> redis(replacing, instance, login, Statements.Redis.change(account.user(), fresh));
            case MONGODB -> {
                Answer answer =
                        say(replacing, instance, account.server(), Statements.Mongodb.change(login, account, fresh));
                yield answer.text().contains("hauban: done")
                        ? answer
                        : new Answer(1, "", answer.text() + answer.error());
            }
        });
    }

    @Override
    public void release(Replacing replacing, Account account) throws IOException, InterruptedException {
        byAnybody(replacing, account, (instance, login) -> switch (account.server()) {
            case MYSQL ->
                mysql(
                        new Speaker(replacing, instance, account, login),
                        hosts -> Statements.Mysql.release(account.user(), hosts),
                        Statements.Mysql.releaseOwn());
            case REDIS -> {
                Answer answer =
                        redis(replacing, instance, login, Statements.Redis.release(account.user(), replacing.old()));
                boolean isGone = (answer.text() + answer.error()).contains("does not exist");
                yield isGone ? new Answer(0, "", "") : answer;
            }
            case POSTGRESQL, MARIADB, MONGODB -> new Answer(0, "", "");
        });
    }

    private Answer postgresql(Replacing replacing, InstanceId instance, Account account, Login login)
            throws IOException, InterruptedException {
        String as = Statements.Postgresql.login(login);
        Answer encryption = say(replacing, instance, account.server(), as + Statements.Postgresql.encryption());
        if (!encryption.isDone()) {
            return encryption;
        }
        var salt = new byte[SALT];
        chance.nextBytes(salt);
        String statement = Statements.Postgresql.change(
                account.user(), replacing.fresh(), encryption.text().strip(), salt);
        return say(replacing, instance, account.server(), as + statement);
    }

    private Answer mysql(Speaker speaker, String statement) throws IOException, InterruptedException {
        return say(
                speaker.replacing(),
                speaker.instance(),
                speaker.account().server(),
                Statements.Mysql.login(speaker.login()) + statement);
    }

    /// What is said of an account at each host that it comes from; by itself, where it may not see these.
    private Answer mysql(Speaker speaker, Function<List<String>, String> byHosts, String ofItself)
            throws IOException, InterruptedException {
        String user = speaker.account().user();
        Answer found = mysql(speaker, Statements.Mysql.hosts(user));
        List<String> hosts = found.isDone()
                ? found.text().lines().filter(line -> !line.isBlank()).toList()
                : List.of();
        if (!hosts.isEmpty()) {
            return mysql(speaker, byHosts.apply(hosts));
        }
        if (speaker.login().user().equals(user)) {
            return mysql(speaker, ofItself);
        }
        return found.isDone() ? new Answer(1, "", "it has no account " + user) : found;
    }

    /// The client ends well whatever the server says.
    private Answer redis(Replacing replacing, InstanceId instance, Login login, String statement)
            throws IOException, InterruptedException {
        Answer answer = say(replacing, instance, DatabaseServer.REDIS, Statements.Redis.login(login) + statement);
        boolean isDone = answer.isDone()
                && !answer.text().isBlank()
                && answer.text()
                        .lines()
                        .allMatch(line -> line.isBlank() || line.strip().equals("OK"));
        return isDone ? answer : new Answer(1, "", answer.text() + answer.error());
    }

    /// By the first who is let in: whoever may do everything there, with the password of before or afterwards; else the
    /// account itself.
    private void byAnybody(Replacing replacing, Account account, Talk talk) throws IOException, InterruptedException {
        for (InstanceId instance : instances(replacing.before().name(), account)) {
            var said = new ArrayList<Answer>();
            boolean isDone = false;
            for (Login login : logins(replacing, account)) {
                if (!isDone) {
                    Answer answer = talk.with(instance, login);
                    isDone = answer.isDone();
                    said.add(answer);
                }
            }
            if (!isDone) {
                throw new ProblemException(refused(replacing, instance, account, said));
            }
        }
    }

    private List<InstanceId> instances(ProjectName project, Account account) throws IOException {
        List<InstanceId> running = engine.observe(project).instances().stream()
                .filter(instance -> instance.id().service().equals(account.service()) && instance.isRunning())
                .map(Instance::id)
                .toList();
        if (running.isEmpty()) {
            throw new ProblemException(
                    Problem.error("secret.server-down", Actor.SERVICE, account.service() + " does not run")
                            .remedy("hauban logs " + account.service() + " shows what became of it."));
        }
        return running;
    }

    static Set<Login> logins(Replacing replacing, Account account) {
        var logins = new LinkedHashSet<Login>();
        for (Replacing side : List.of(replacing, replacing.exchanged())) {
            Service service = side.before().services().get(account.service());
            if (service != null && account.server() != DatabaseServer.REDIS) {
                service.program().image().map(Credential::of).orElse(List.of()).stream()
                        .filter(credential ->
                                credential.variable().contains("ROOT") || account.server() == DatabaseServer.POSTGRESQL)
                        .forEach(credential -> side.given(service, credential.variable())
                                .ifPresent(password ->
                                        logins.add(new Login(AccountSearch.user(service, credential), password))));
            }
        }
        logins.add(new Login(account.user(), replacing.old()));
        logins.add(new Login(account.user(), replacing.fresh()));
        return logins;
    }

    private Answer say(Replacing replacing, InstanceId instance, DatabaseServer server, String text)
            throws IOException, InterruptedException {
        var execution = new Execution(
                List.of("sh", "-c", server.script()), Map.of(), Optional.empty(), Optional.empty(), false);
        var output = new ByteArrayOutputStream();
        var error = new ByteArrayOutputStream();
        var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        int code = engine.execute(replacing.before().name(), instance, execution, new Streams(input, output, error));
        return new Answer(code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }

    private static Problem refused(Replacing replacing, InstanceId instance, Account account, List<Answer> said) {
        String why = said.stream()
                .map(answer -> answer.error().isBlank()
                        ? answer.text().strip()
                        : answer.error().strip())
                .distinct()
                .reduce((one, other) -> one.length() >= other.length() ? one : other)
                .orElse("");
        String shown = why;
        for (Login login : logins(replacing, account)) {
            shown = login.password().isEmpty() ? shown : shown.replace(login.password(), Secrecy.MASK);
        }
        return Problem.error(
                        NOT_CHANGED,
                        Actor.SERVICE,
                        instance + " does not take a new password for " + account.user() + ": "
                                + Secrecy.masked(shown.isEmpty() ? "it said nothing" : shown))
                .remedy("Where it refuses the login, the password in its settings is not its own any more: a database"
                        + " takes it at its first start alone. Tell the true one first: hauban secret set "
                        + replacing.secret().name() + ".");
    }
}
