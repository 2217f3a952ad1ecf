package dev.hauban.doctor.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PaperTest {
    @Test
    void a_scalar_is_found_with_its_quotes_and_without_its_remark() {
        Paper paper = paper("""
                a: one # remark
                b: "two, # two" # remark
                c: 'three'
                d: [four, "five", six]
                e: {f: seven, g: eight}
                """);

        assertThat(paper.scalar(at(1, 4))).contains("one");
        assertThat(paper.scalar(at(2, 4))).contains("\"two, # two\"");
        assertThat(paper.scalar(at(3, 4))).contains("'three'");
        assertThat(paper.scalar(at(4, 5))).contains("four");
        assertThat(paper.scalar(at(4, 11))).contains("\"five\"");
        assertThat(paper.scalar(at(4, 19))).contains("six");
    }

    @Test
    void what_is_not_plainly_one_value_is_none() {
        Paper paper = paper("""
                a: "it\\"s"
                b: 'it''s'
                c: |
                  text
                d: *alias
                e: "open
                  end"
                """);

        for (int line : new int[] {1, 2, 3, 5, 6}) {
            assertThat(paper.scalar(at(line, 4))).as("line " + line).isEmpty();
        }
        assertThat(paper.scalar(at(40, 1))).isEmpty();
    }

    @Test
    void a_block_ends_behind_its_last_line() {
        Paper paper = paper("""
                services:
                    db: # the orders
                        image: postgres:17

                        command: |
                            a line

                    # of the web
                    web:
                        image: web:1
                    flow: {image: "flow:1"}
                    empty:
                """);

        assertThat(paper.block(at(2, 5))).contains(new Paper.Block("        ", at(7, 1)));
        assertThat(paper.block(at(9, 5))).contains(new Paper.Block("        ", at(11, 1)));
        assertThat(paper.block(at(11, 5))).isEmpty();
        assertThat(paper.block(at(12, 5))).isEmpty();
    }

    @Test
    void a_file_without_an_end_of_line_takes_no_more_lines() {
        assertThat(paper("services:\n  db:\n    image: postgres:17").block(at(2, 3)))
                .isEmpty();
    }

    @Test
    void a_word_is_found_below_a_key() {
        Paper paper = paper("""
                services:
                  db-tools: {image: "x:1"}
                  web:
                    image: db
                    depends_on:
                      - db-tools
                      - db # first
                  other:
                    depends_on: [db]
                """);

        assertThat(paper.find(at(3, 3), "depends_on", "db")).contains(at(7, 9));
        assertThat(paper.find(at(8, 3), "depends_on", "db")).contains(at(9, 18));
        assertThat(paper.find(at(8, 3), "depends_on", "cache")).isEqualTo(Optional.empty());
    }

    private static Place at(int line, int column) {
        return new Place("f.yaml", line, column);
    }

    private static Paper paper(String text) {
        return new Paper(Paper.Kind.COMPOSE, "f.yaml", "/f.yaml", text);
    }
}
