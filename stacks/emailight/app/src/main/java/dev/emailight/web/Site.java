package dev.emailight.web;

import com.mongodb.MongoException;
import dev.emailight.account.Accounts;
import dev.emailight.account.Sessions;
import dev.emailight.message.Desk;
import dev.emailight.message.Refused;
import dev.emailight.operation.Health;
import dev.emailight.operation.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// The site: what is answered to whom, and what is said when it can't be.
public final class Site implements AutoCloseable {
    private static final Logger TROUBLE = LoggerFactory.getLogger(Site.class);

    /// What the pages stand on.
    public record Rooms(Accounts accounts, Sessions sessions, Desk desk, Health health, Metrics metrics) {}

    private final WebServer server;

    private Site(WebServer server) {
        this.server = server;
    }

    public static Site start(int port, Rooms rooms) {
        var assets = new Assets();
        var pages = new Pages(rooms, assets);
        var site = new WebServer.Site(
                assets,
                rooms.health(),
                rooms.metrics(),
                context -> Visit.of(context, rooms.sessions()).isOurs());
        return new Site(WebServer.start(port, site, routes -> {
            pages.addTo(routes);
            new Api(rooms).addTo(routes);
            apologize(routes, pages);
        }));
    }

    private static void apologize(RoutesConfig routes, Pages pages) {
        routes.exception(Apology.class, (apology, context) -> say(context, pages, apology));
        routes.exception(
                Refused.class,
                (refused, context) ->
                        say(context, pages, new Apology(HttpStatus.forStatus(refused.status()), refused.reason())));
        routes.exception(MongoException.class, (problem, context) -> away(context, pages, problem));
        routes.exception(JedisException.class, (problem, context) -> away(context, pages, problem));
        routes.exception(Exception.class, (problem, context) -> {
            log(context, problem, "a request failed");
            say(context, pages, new Apology(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side."));
        });
        routes.error(404, context -> {
            if (context.endpoints().matchedHttpEndpoint() == null) {
                say(context, pages, Apology.nothingHere());
            }
        });
    }

    private static void away(Context context, Pages pages, Exception problem) {
        log(context, problem, "a database failed");
        say(
                context,
                pages,
                new Apology(
                        HttpStatus.SERVICE_UNAVAILABLE, "Your e-mails can't be reached just now. Nothing is lost."));
    }

    /// An address of ours may hold an id, never what somebody wrote.
    private static void log(Context context, Exception problem, String what) {
        TROUBLE.atError()
                .setCause(problem)
                .addKeyValue("method", context.method().name())
                .addKeyValue("path", context.path())
                .log(what);
    }

    private static void say(Context context, Pages pages, Apology apology) {
        context.status(apology.status());
        if (context.path().startsWith("/api/")) {
            Api.say(context, apology.reason());
        } else {
            pages.apologize(context, apology);
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
