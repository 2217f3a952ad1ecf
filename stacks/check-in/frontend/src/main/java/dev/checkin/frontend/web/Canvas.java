package dev.checkin.frontend.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Draws pages: classes that were made of templates when the program was built.
final class Canvas {
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.checkin.frontend.pages");
    private final Surroundings surroundings;
    private final Assets assets;
    private final Times times;

    Canvas(Surroundings surroundings, Assets assets) {
        this.surroundings = surroundings;
        this.assets = assets;
        this.times = new Times(surroundings.clock());
    }

    Times times() {
        return times;
    }

    Visit visit(Context context) {
        return Visit.of(context, surroundings);
    }

    /// @param page the template's name, without its ending
    void draw(Context context, String page, Map<String, Object> values) {
        var visit = visit(context);
        draw(context, page, frame(visit.guest(), visit.proof(), visit), values);
    }

    /// For nobody: the apology of a backend that doesn't answer, say.
    void drawBare(Context context, String page, Map<String, Object> values) {
        draw(context, page, frame(Optional.empty(), "", visit(context)), values);
    }

    private Frame frame(Optional<Guest> guest, String proof, Visit visit) {
        return new Frame(guest, proof, visit.base(), times, assets::address);
    }

    private void draw(Context context, String page, Frame frame, Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("frame", frame);
        var output = new StringOutput();
        templates.render(page + ".jte", all, output);
        // A page is about one person and one moment.
        context.header("Cache-Control", "no-store").html(output.toString());
    }
}
