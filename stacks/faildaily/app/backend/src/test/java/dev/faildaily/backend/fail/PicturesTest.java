package dev.faildaily.backend.fail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faildaily.web.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PicturesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_picture_is_kept_under_a_name_of_our_own_and_is_the_same() throws IOException {
        var pictures = new Pictures(folder);
        var content = picture("png");

        var name = pictures.keep(ByteBuffer.wrap(content));

        assertThat(name).matches("[0-9a-f]{32}\\.png");
        assertThat(pictures.find(name).file()).hasBinaryContent(content);
        assertThat(pictures.find(name).kind().type()).isEqualTo("image/png");
        pictures.delete(name);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_is_not_a_picture_is_refused_whatever_it_is_called() {
        var page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new Pictures(folder).keep(ByteBuffer.wrap(page)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not a picture");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void names_that_are_not_ours_lead_nowhere() throws IOException {
        Files.writeString(folder.resolve("passwd"), "secret");
        for (var name : new String[] {"passwd", "../passwd", "..%2Fpasswd", ".hidden.png", ""}) {
            assertThatThrownBy(() -> new Pictures(folder).find(name)).as(name).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void what_the_camera_wrote_about_the_place_stays_out() throws IOException {
        var plain = picture("jpg");
        var place = "Exif\0\0 48.8584 N 2.2945 E".getBytes(StandardCharsets.ISO_8859_1);
        var withPlace = new ByteArrayOutputStream();
        withPlace.write(plain, 0, 2);
        withPlace.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (place.length + 2)});
        withPlace.write(place);
        withPlace.write(plain, 2, plain.length - 2);

        var pictures = new Pictures(folder);
        var kept = pictures.find(pictures.keep(ByteBuffer.wrap(withPlace.toByteArray())))
                .file();

        assertThat(new String(Files.readAllBytes(kept), StandardCharsets.ISO_8859_1))
                .doesNotContain("48.8584");
        assertThat(ImageIO.read(kept.toFile()).getWidth()).isEqualTo(8);
    }

    @Test
    void says_when_the_folder_is_not_there() {
        assertThat(new Pictures(folder.resolve("missing")).trouble()).isPresent();
        assertThat(new Pictures(folder).trouble()).isEmpty();
    }

    private static byte[] picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), format, bytes))
                .isTrue();
        return bytes.toByteArray();
    }
}
