package dev.hauban.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowsTest {
    private static final List<String> FIELDS = List.of("Name", "Driver", "Scope");

    private static Rows rows() {
        var rows = new Rows(List.of(new Rows.Column("Driver", "DRIVER"), new Rows.Column("Name", "VOLUME NAME")));
        rows.add(Map.of("Name", "shop_data", "Driver", "local", "Scope", "$1"));
        return rows;
    }

    @Test
    void a_table_has_its_own_columns() {
        assertThat(rows().text("table")).isEqualTo("DRIVER    VOLUME NAME\nlocal     shop_data\n");
    }

    @Test
    void json_has_all_fields_in_the_order_of_their_names() {
        assertThat(rows().text("json")).isEqualTo("{\"Driver\":\"local\",\"Name\":\"shop_data\",\"Scope\":\"$1\"}\n");
    }

    @Test
    void a_template_is_filled_in() {
        assertThat(rows().text("{{.Name}}: {{ .Scope }} {{json .Driver}}")).isEqualTo("shop_data: $1 \"local\"\n");
    }

    @Test
    void a_template_of_a_table_has_titles() {
        assertThat(rows().text("table {{.Name}}\\t{{.Scope}}")).isEqualTo("VOLUME NAME   SCOPE\nshop_data     $1\n");
    }

    @Test
    void what_is_no_field_is_named() {
        assertThat(Rows.unknown("{{.Name}} {{json .}}", FIELDS)).isEmpty();
        assertThat(Rows.unknown("{{.Nmae}}", FIELDS)).contains("{{.Nmae}}");
        assertThat(Rows.unknown("{{if .Name}}x{{end}}", FIELDS)).contains("{{if .Name}}x{{end}}");
        assertThat(Rows.unknown("{{.}}", FIELDS)).contains("{{.}}");
    }
}
