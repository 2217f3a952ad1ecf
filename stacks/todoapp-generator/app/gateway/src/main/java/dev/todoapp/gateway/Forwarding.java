package dev.todoapp.gateway;

import dev.todoapp.service.Callers;
import dev.todoapp.service.Neighbor;
import dev.todoapp.service.Server;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.http.HttpRequest;
import java.util.List;

/// What is passed on, and to whom. Whatever is not listed here can't be reached from outside; of a request only the
/// headers
/// that are listed go along.
final class Forwarding {
    private static final List<String> THERE = List.of("Authorization", "Content-Type", "Accept");
    private static final List<String> BACK = List.of("Content-Type", "Cache-Control", "Retry-After");

    private final Neighbor privateApi;
    private final Neighbor publicApi;
    private final Callers callers;

    Forwarding(Neighbor privateApi, Neighbor publicApi, Callers callers) {
        this.privateApi = privateApi;
        this.publicApi = publicApi;
        this.callers = callers;
    }

    void addTo(RoutesConfig routes) {
        for (var path : List.of("/templates", "/templates/{key}", "/templates/{key}/preview")) {
            routes.get(path, context -> pass(context, privateApi));
        }
        routes.post("/accounts", this::passToPublic);
        routes.post("/sessions", this::passToPublic);
        routes.delete("/sessions/current", this::passToPublic);
        routes.get("/me", this::passToPublic);
        routes.get("/lists", this::passToPublic);
        routes.post("/lists", this::passToPublic);
        routes.get("/lists/{list}", this::passToPublic);
        routes.patch("/lists/{list}", this::passToPublic);
        routes.delete("/lists/{list}", this::passToPublic);
        routes.post("/lists/{list}/tasks", this::passToPublic);
        routes.patch("/tasks/{task}", this::passToPublic);
        routes.delete("/tasks/{task}", this::passToPublic);
    }

    private void passToPublic(Context context) throws InterruptedException {
        pass(context, publicApi);
    }

    private void pass(Context context, Neighbor neighbor) throws InterruptedException {
        var asked = context.req();
        // As it came, still encoded.
        var path = asked.getRequestURI() + (asked.getQueryString() == null ? "" : "?" + asked.getQueryString());
        var body = context.bodyAsBytes();
        var answer = neighbor.ask(path, request -> {
            THERE.forEach(name -> {
                var value = context.header(name);
                if (value != null) {
                    request.header(name, value);
                }
            });
            return request.header("X-Real-IP", callers.address(context))
                    .header(Server.REQUEST_ID, Server.requestId(context))
                    .method(
                            context.method().name(),
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
        });
        context.status(answer.statusCode());
        BACK.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> context.header(name, value)));
        context.result(answer.body());
    }
}
