package dev.emailight.catcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.emailight.operation.Health;
import dev.emailight.operation.Metrics;
import dev.emailight.web.Apology;
import dev.emailight.web.Assets;
import dev.emailight.web.Origin;
import dev.emailight.web.Templates;
import dev.emailight.web.WebServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// The catcher: a mail server, and the page that shows what came.
public final class Catcher implements AutoCloseable {
    private static final int MOST = 500;
    private static final long MOST_BYTES = 16 << 20;

    private final Tray tray = new Tray(MOST, MOST_BYTES);
    private final Templates templates = new Templates();
    private final Assets assets = new Assets();
    private final Reception reception;
    private final WebServer server;

    private Catcher(int port, int mailPort, Health health, Clock clock) {
        var metrics = new Metrics();
        reception = new Reception(
                mailPort,
                mail -> {
                    tray.add(mail);
                    metrics.email("caught");
                },
                clock);
        server = WebServer.start(port, new WebServer.Site(assets, health, metrics, Origin::isOurs), this::route);
    }

    /// Port 0 takes a free one.
    public static Catcher start(int port, int mailPort, Health health, Clock clock) {
        return new Catcher(port, mailPort, health, clock);
    }

    private void route(RoutesConfig routes) {
        routes.get("/", context -> show(context, Optional.empty()));
        routes.get("/mails/{mail}", context -> show(context, Optional.of(mail(context))));
        routes.get(
                "/mails/{mail}/source",
                context -> context.contentType("text/plain; charset=utf-8")
                        .result(mail(context).source()));
        routes.post("/clear", context -> {
            tray.clear();
            context.redirect("/", HttpStatus.SEE_OTHER);
        });
        routes.get("/api/mails", this::list);
        routes.exception(
                Apology.class,
                (apology, context) -> context.status(apology.status())
                        .contentType("text/plain; charset=utf-8")
                        .result(apology.reason()));
    }

    private void show(Context context, Optional<Caught> mail) {
        var all = tray.all();
        templates.render(
                context,
                "caught.jte",
                Map.of(
                        "mails", all,
                        "shown", mail,
                        "revision", revision(),
                        "style", assets.address("style.css"),
                        "script", assets.address("emailight.js")));
    }

    private void list(Context context) {
        var list = new JsonArray();
        for (var mail : tray.all()) {
            var one = new JsonObject();
            one.addProperty("id", mail.id());
            one.addProperty("at", mail.at().toString());
            one.addProperty("sender", mail.sender());
            one.addProperty("recipients", mail.to());
            one.addProperty("from", mail.content().from());
            one.addProperty("replyTo", mail.content().replyTo());
            one.addProperty("subject", mail.content().subject());
            one.addProperty("text", mail.content().text());
            list.add(one);
        }
        var document = new JsonObject();
        document.addProperty("revision", revision());
        document.add("mails", list);
        context.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(document.toString());
    }

    /// Changes when the list does.
    private String revision() {
        var all = tray.all();
        return all.isEmpty() ? "none" : all.getFirst().id();
    }

    private Caught mail(Context context) {
        return tray.find(context.pathParam("mail")).orElseThrow(Apology::nothingHere);
    }

    public int port() {
        return server.port();
    }

    public int mailPort() {
        return reception.port();
    }

    @Override
    public void close() {
        reception.close();
        server.close();
    }
}
