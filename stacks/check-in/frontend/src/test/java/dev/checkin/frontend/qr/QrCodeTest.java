package dev.checkin.frontend.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.checkin.frontend.Pictures;
import java.io.ByteArrayInputStream;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final String ADDRESS = "https://checkin.example.org/t/K7QMX2XPAB";

    @Test
    void the_picture_says_what_was_written_at_every_size() throws Exception {
        for (int scale = 2; scale < 12; scale++) {
            var image = ImageIO.read(new ByteArrayInputStream(new QrCode(ADDRESS).png(scale)));
            assertThat(Pictures.text(image)).as("scale " + scale).isEqualTo(ADDRESS);
        }
    }

    @Test
    void the_drawing_has_as_many_black_squares_as_the_picture() throws Exception {
        var code = new QrCode(ADDRESS);
        var lengths = Pattern.compile("h(\\d+)v1").matcher(code.svg());
        long drawn = lengths.results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
        var image = ImageIO.read(new ByteArrayInputStream(code.png(1)));
        long black = 0;
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            black += (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFF) == 0 ? 1 : 0;
        }
        assertThat(drawn).isEqualTo(black).isPositive();
    }

    @Test
    void what_is_read_is_what_was_drawn_and_nothing_where_there_is_nothing() throws Exception {
        var picture = Pictures.of(ADDRESS, 6);
        assertThat(QrReader.read(picture.brightness(), picture.side(), picture.side()))
                .contains(ADDRESS);
        assertThat(QrReader.read(new byte[10_000], 100, 100)).isEmpty();
        assertThat(QrReader.read(new byte[10], 100, 100)).isEmpty();
        assertThat(QrReader.read(new byte[0], -1, 0)).isEmpty();
    }

    @Test
    void what_is_too_long_is_refused() {
        assertThatThrownBy(() -> new QrCode("x".repeat(5_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
