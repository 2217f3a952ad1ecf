package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void our_own_defect_asks_for_a_report_and_shows_its_trace_only_when_asked() {
        var short_ = new ByteArrayOutputStream();
        var long_ = new ByteArrayOutputStream();
        var defect = new IllegalStateException("two of one");

        assertThat(DefectReport.tell(defect, new PrintStream(short_, true), false))
                .isEqualTo(1);
        assertThat(DefectReport.tell(defect, new PrintStream(long_, true), true))
                .isEqualTo(1);

        assertThat(short_.toString())
                .contains("defect in Hauban")
                .contains("--verbose")
                .doesNotContain("\tat ");
        assertThat(long_.toString()).contains("\tat dev.hauban.app.MainTest");
    }
}
