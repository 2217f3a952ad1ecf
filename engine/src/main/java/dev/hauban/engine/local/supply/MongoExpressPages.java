package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What browsers load of mongo-express. Its package has the scripts only as they are written, and its makers put them
/// together with webpack; here each is put together from the packages that it imports, as browsers read them one after
/// the other.
final class MongoExpressPages {
    /// Changed whenever what is written here changes, so that what was put together before is not taken for it.
    static final String FORM = "pages 1";

    private static final String MODULES = "node_modules/";
    private static final List<String> SCRIPTS = List.of("index", "database", "collection", "document", "gridfs");

    /// A line that imports; what it brings is there under a name that all scripts of a page share.
    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s[^\\n]*\\n");

    /// What a script calls by the names of its imports.
    private static final String SURROUNDINGS = """
            (function ($, CodeMirror, renderjson) {
            'use strict';
            const htmlEntities = {
              encode: (text) => String(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`),
            };
            """;

    private final Path root;
    private final Path pages;

    /// @param root the folder of mongo-express, with `node_modules`
    MongoExpressPages(Path root) {
        this.root = root;
        this.pages = root.resolve("build");
    }

    void write() throws IOException {
        Files.createDirectory(pages);
        Files.writeString(
                pages.resolve("vendor.js"),
                together(
                        MODULES + "jquery/dist/jquery.min.js",
                        MODULES + "bootstrap/dist/js/bootstrap.min.js",
                        MODULES + "bootstrap-paginator/bootstrap-paginator.js",
                        MODULES + "renderjson/renderjson.js"));
        Files.writeString(
                pages.resolve("codemirror.js"),
                together(
                        MODULES + "codemirror/lib/codemirror.js",
                        MODULES + "codemirror/mode/javascript/javascript.js"));
        for (String script : SCRIPTS) {
            Files.writeString(pages.resolve(script + ".js"), script(script));
        }
        copy("public/images", "img");
        copy("public/stylesheets", "css");
        copy(MODULES + "codemirror/theme", "css/theme");
        copy(MODULES + "bootstrap/dist/fonts", "fonts");
        Path styles = pages.resolve("css");
        Files.copy(root.resolve(MODULES + "codemirror/lib/codemirror.css"), styles.resolve("codemirror.css"));
        for (String style : List.of("bootstrap.min.css", "bootstrap-theme.min.css")) {
            Files.copy(root.resolve(MODULES + "bootstrap/dist/css").resolve(style), styles.resolve(style));
        }
        Files.writeString(root.resolve("build-assets.json"), names());
    }

    private String together(String... files) throws IOException {
        var text = new StringBuilder();
        for (String file : files) {
            text.append(Files.readString(root.resolve(file))).append("\n;\n");
        }
        return text.toString();
    }

    private String script(String name) throws IOException {
        String written = Files.readString(root.resolve("lib/scripts/" + name + ".js"));
        return SURROUNDINGS
                + IMPORT.matcher(written).replaceAll("")
                + "\n})(window.jQuery, window.CodeMirror, window.renderjson);\n";
    }

    private void copy(String from, String to) throws IOException {
        Path target = Files.createDirectories(pages.resolve(to));
        try (Stream<Path> files = Files.list(root.resolve(from))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /// By which the pages find their scripts.
    private static String names() {
        return Stream.concat(Stream.of("vendor", "codemirror"), SCRIPTS.stream())
                .map(name -> "\"" + name + "\":{\"js\":\"public/" + name + ".js\"}")
                .collect(Collectors.joining(",", "{", "}\n"));
    }
}
