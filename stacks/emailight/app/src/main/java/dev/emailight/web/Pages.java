package dev.emailight.web;

import dev.emailight.account.Account;
import dev.emailight.account.Accounts;
import dev.emailight.message.Draft;
import dev.emailight.message.Folder;
import dev.emailight.message.Message;
import dev.emailight.message.Refused;
import dev.emailight.message.Status;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The pages. Each works without a script; the script spares the person a reload.
final class Pages {
    private final Site.Rooms rooms;
    private final Assets assets;
    private final Templates templates = new Templates();

    Pages(Site.Rooms rooms, Assets assets) {
        this.rooms = rooms;
        this.assets = assets;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", this::home);
        routes.get("/login", context -> form(context, "login.jte", "", HttpStatus.OK));
        routes.get("/register", context -> form(context, "register.jte", "", HttpStatus.OK));
        routes.post("/login", context -> enter(context, "login.jte", this::open));
        routes.post("/register", context -> enter(context, "register.jte", this::register));
        routes.post("/logout", context -> {
            visit(context).logOut();
            context.redirect("/", HttpStatus.SEE_OTHER);
        });
        routes.get("/folders/{folder}", this::folder);
        routes.get("/write", this::write);
        routes.post("/write", this::written);
        routes.get("/messages/{message}", this::message);
        routes.post("/messages/{message}", this::change);
    }

    /// Where something is on its way, that is what somebody wants to see.
    private void home(Context context) {
        var visit = visit(context);
        if (visit.account().isEmpty()) {
            templates.render(context, "welcome.jte", Map.of("frame", frame(context)));
            return;
        }
        var waiting = rooms.desk().counts(visit.account().get()).getOrDefault(Folder.WAITING, 0L);
        context.redirect("/folders/" + (waiting > 0 ? Folder.WAITING : Folder.SENT).word(), HttpStatus.SEE_OTHER);
    }

    private void folder(Context context) {
        var person = person(context);
        var folder = Folder.of(context.pathParam("folder")).orElseThrow(Apology::nothingHere);
        var before = before(context);
        var revision = rooms.desk().revision(person);
        var page = rooms.desk().page(person, folder, before);
        // Who reads older pages wants them to stay.
        var frame = before.isPresent() ? frame(context) : frame(context).live(revision);
        templates.render(context, "folder.jte", Map.of("frame", frame, "folder", folder, "page", page));
    }

    private static Optional<Instant> before(Context context) {
        var text = context.queryParam("before");
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        } catch (NumberFormatException _) {
            throw Apology.nothingHere();
        }
    }

    /// An empty sheet, a draft (`?draft=…`), or what was written once, for others (`?like=…`).
    private void write(Context context) {
        var person = person(context);
        var draft = Optional.ofNullable(context.queryParam("draft"));
        var like = Optional.ofNullable(context.queryParam("like"));
        var message =
                draft.or(() -> like).map(id -> rooms.desk().find(person, id).orElseThrow(Apology::nothingHere));
        if (draft.isPresent()
                && message.filter(found -> found.status() == Status.DRAFT).isEmpty()) {
            context.redirect("/messages/" + draft.get(), HttpStatus.SEE_OTHER);
            return;
        }
        sheet(
                context,
                draft.orElse(""),
                new Draft(
                        draft.flatMap(_ -> message).map(Message::to).orElse(""),
                        message.map(found -> found.letter().subject()).orElse(""),
                        message.map(found -> found.letter().text()).orElse("")),
                "");
    }

    private void sheet(Context context, String id, Draft draft, String problem) {
        var person = person(context);
        templates.render(
                context,
                "write.jte",
                Map.of(
                        "frame",
                        frame(context),
                        "id",
                        id,
                        "draft",
                        draft,
                        "problem",
                        problem,
                        "left",
                        rooms.desk().left(person),
                        "recent",
                        rooms.desk().recipients(person)));
    }

    /// What was typed is not lost when it can't be sent.
    private void written(Context context) {
        var person = person(context);
        var id = Optional.of(field(context, "id")).filter(text -> !text.isEmpty());
        var draft = new Draft(field(context, "to"), field(context, "subject"), field(context, "text"));
        try {
            switch (field(context, "do")) {
                case "keep" -> {
                    rooms.desk().keep(person, id, draft);
                    rooms.metrics().email("drafted");
                    context.redirect("/folders/" + Folder.DRAFTS.word(), HttpStatus.SEE_OTHER);
                }
                case "send" -> {
                    var sent = rooms.desk().send(person, id, draft);
                    rooms.metrics().email("queued");
                    context.redirect("/messages/" + sent, HttpStatus.SEE_OTHER);
                }
                default -> throw new Apology(HttpStatus.BAD_REQUEST, "This can't be done with an e-mail.");
            }
        } catch (Refused refused) {
            context.status(refused.status());
            sheet(context, id.orElse(""), draft, refused.reason());
        }
    }

    private void message(Context context) {
        var person = person(context);
        var revision = rooms.desk().revision(person);
        var message = message(context, person);
        if (message.status() == Status.DRAFT) {
            context.redirect("/write?draft=" + message.id(), HttpStatus.SEE_OTHER);
            return;
        }
        var frame = message.isOnItsWay() ? frame(context).live(revision) : frame(context);
        templates.render(context, "message.jte", Map.of("frame", frame, "message", message));
    }

    private void change(Context context) {
        var person = person(context);
        var message = message(context, person);
        var page = "/messages/" + message.id();
        switch (field(context, "do")) {
            case "take-back" -> rooms.desk().takeBack(person, message.id());
            case "send-again" -> {
                rooms.desk().sendAgain(person, message.id());
                rooms.metrics().email("queued");
            }
            case "remove" -> {
                rooms.desk().remove(person, message.id());
                page = "/folders/" + Folder.of(message.status()).word();
            }
            default -> throw new Apology(HttpStatus.BAD_REQUEST, "This can't be done with an e-mail.");
        }
        context.redirect(page, HttpStatus.SEE_OTHER);
    }

    private Message message(Context context, Account person) {
        return rooms.desk().find(person, context.pathParam("message")).orElseThrow(Apology::nothingHere);
    }

    /// What registering and logging in have in common.
    @FunctionalInterface
    private interface Entrance {
        Accounts.Result enter(Context context, String address) throws InterruptedException;
    }

    private Accounts.Result open(Context context, String address) throws InterruptedException {
        return rooms.accounts().open(field(context, "email"), field(context, "password"), address);
    }

    private Accounts.Result register(Context context, String address) throws InterruptedException {
        var wish = new Accounts.Wish(field(context, "name"), field(context, "email"), field(context, "password"));
        return rooms.accounts().register(wish, address);
    }

    private void enter(Context context, String page, Entrance entrance) throws InterruptedException {
        var visit = visit(context);
        switch (entrance.enter(context, visit.address())) {
            case Accounts.Result.Opened(var account) -> {
                visit.logIn(account);
                context.redirect("/", HttpStatus.SEE_OTHER);
            }
            case Accounts.Result.Refused(var status, var reason) ->
                form(context, page, reason, HttpStatus.forStatus(status));
        }
    }

    private void form(Context context, String page, String problem, HttpStatus status) {
        context.status(status);
        var isNew = problem.isEmpty();
        templates.render(
                context,
                page,
                Map.of(
                        "frame",
                        frame(context),
                        "problem",
                        problem,
                        "name",
                        isNew ? "" : field(context, "name"),
                        "email",
                        isNew ? "" : field(context, "email")));
    }

    /// It may be for a database that is away: who is asking is not asked then.
    void apologize(Context context, Apology apology) {
        templates.render(
                context,
                "apology.jte",
                Map.of("frame", frame(Optional.empty(), "", Map.of()), "reason", apology.reason()));
    }

    private Frame frame(Context context) {
        var visit = visit(context);
        return frame(
                visit.account(),
                visit.proof(),
                visit.account().map(rooms.desk()::counts).orElse(Map.of()));
    }

    private Frame frame(Optional<Account> account, String proof, Map<Folder, Long> counts) {
        return new Frame(account, proof, counts, "", assets.address("style.css"), assets.address("emailight.js"));
    }

    private Visit visit(Context context) {
        return Visit.of(context, rooms.sessions());
    }

    private Account person(Context context) {
        return visit(context).account().orElseThrow(() -> new Apology(HttpStatus.UNAUTHORIZED, "Please log in first."));
    }

    static String field(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }
}
