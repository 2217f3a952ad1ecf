package dev.emailight.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/// Pages, which became classes while the program was built.
public final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.emailight.pages");

    public void render(Context context, String page, Map<String, Object> values) {
        var output = new StringOutput();
        engine.render(page, values, output);
        // A page is about one person and one moment.
        context.header("Cache-Control", "no-store").html(output.toString());
    }
}
