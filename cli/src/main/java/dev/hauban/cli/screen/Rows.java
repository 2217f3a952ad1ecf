package dev.hauban.cli.screen;

import dev.hauban.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Things with named fields, written as `--format` says: `table`, `json` (an object a line), `table TEMPLATE`,
/// `TEMPLATE`. Of Docker's templates, fields are understood: `{{.Name}}`, `{{json .Name}}`, `{{json .}}`.
public final class Rows {
    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*(json\\s+)?\\.(\\w*)\\s*}}");
    private static final String TABLE = "table ";

    private final List<Column> columns;
    private final List<Map<String, String>> rows = new ArrayList<>();

    /// @param columns those of the plain table
    public Rows(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /// @param field as templates and JSON call it
    public record Column(String field, String title) {}

    /// @param values of all fields, also of those that the plain table leaves out
    public void add(Map<String, String> values) {
        rows.add(new TreeMap<>(values));
    }

    /// What in a template is no field; empty when all is well.
    ///
    /// @param fields all that there are
    public static Optional<String> unknown(String format, List<String> fields) {
        Matcher matcher = FIELD.matcher(format);
        while (matcher.find()) {
            boolean isWhole = matcher.group(2).isEmpty() && matcher.group(1) != null;
            if (!isWhole && !fields.contains(matcher.group(2))) {
                return Optional.of(matcher.group());
            }
        }
        String rest = matcher.replaceAll("");
        int open = rest.indexOf("{{");
        return open < 0 ? Optional.empty() : Optional.of(rest.substring(open));
    }

    public String text(String format) {
        if (format.equals("table")) {
            return table(columns.stream()
                    .map(column -> "{{." + column.field() + "}}")
                    .toList());
        }
        String template = unescaped(format);
        return template.startsWith(TABLE)
                ? table(List.of(template.substring(TABLE.length()).split("\t", -1)))
                : lines(template.equals("json") ? "{{json .}}" : template);
    }

    private String lines(String template) {
        var text = new StringBuilder();
        for (Map<String, String> row : rows) {
            text.append(filled(template, row)).append('\n');
        }
        return text.toString();
    }

    private String table(List<String> templates) {
        Map<String, String> titles = new TreeMap<>();
        columns.forEach(column -> titles.put(column.field(), column.title()));
        Table table = Table.likeDocker(cells(templates, match -> title(match.group(2), titles)));
        for (Map<String, String> row : rows) {
            table.row(cells(templates, match -> value(match, row)));
        }
        return table.text();
    }

    private interface Filling {
        String of(MatchResult field);
    }

    private static String[] cells(List<String> templates, Filling filling) {
        return templates.stream().map(template -> filled(template, filling)).toArray(String[]::new);
    }

    private static String filled(String template, Map<String, String> row) {
        return filled(template, match -> value(match, row));
    }

    private static String filled(String template, Filling filling) {
        return FIELD.matcher(template).replaceAll(match -> Matcher.quoteReplacement(filling.of(match)));
    }

    private static String title(String field, Map<String, String> titles) {
        return titles.getOrDefault(field, field.toUpperCase(Locale.ROOT));
    }

    private static String value(MatchResult field, Map<String, String> row) {
        if (field.group(2).isEmpty()) {
            var object = Json.object();
            row.forEach(object::with);
            return object.build().compact();
        }
        String value = row.getOrDefault(field.group(2), "");
        return field.group(1) == null ? value : new Json.Text(value).compact();
    }

    /// In templates, `\t` and `\n` stand for what they stand for elsewhere.
    private static String unescaped(String format) {
        return format.replace("\\t", "\t").replace("\\n", "\n");
    }
}
