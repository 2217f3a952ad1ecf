package dev.checkin.frontend.qr;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// A QR code, drawn as a page needs it or as a picture of its own. Both are made of squares and nothing else, so
/// neither
/// needs the JDK's drawing, with its fonts and megabytes.
public final class QrCode {
    /// The white around it without which nobody can read it.
    private static final int MARGIN = 4;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int BLACK_AND_WHITE = 1;

    private final ByteMatrix modules;
    private final int size;

    public QrCode(String text) {
        try {
            modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException problem) {
            throw new IllegalArgumentException("too long for a QR code: " + text.length() + " signs", problem);
        }
        size = modules.getWidth() + 2 * MARGIN;
    }

    private boolean isBlack(int x, int y) {
        int column = x - MARGIN;
        int row = y - MARGIN;
        return column >= 0
                && row >= 0
                && column < modules.getWidth()
                && row < modules.getHeight()
                && modules.get(column, row) == 1;
    }

    /// As large as the place where it stands.
    public String svg() {
        var squares = new StringBuilder();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (isBlack(x, y)) {
                    int begin = x;
                    while (isBlack(x + 1, y)) {
                        x++;
                    }
                    squares.append("M%d %dh%dv1H%dz".formatted(begin, y, x + 1 - begin, begin));
                }
            }
        }
        return """
                <svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges" role="img" aria-label="QR code">\
                <rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>""".formatted(size, size, size, size, squares);
    }

    /// @param scale pixels of each square's side
    public byte[] png(int scale) {
        int side = size * scale;
        try {
            var out = new ByteArrayOutputStream();
            out.write(PNG);
            var head = new ByteArrayOutputStream();
            try (var data = new DataOutputStream(head)) {
                data.writeInt(side);
                data.writeInt(side);
                data.write(new byte[] {BLACK_AND_WHITE, 0, 0, 0, 0});
            }
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", pixels(side, scale));
            chunk(out, "IEND", new byte[0]);
            return out.toByteArray();
        } catch (IOException problem) {
            throw new IllegalStateException("memory can't be written to", problem);
        }
    }

    /// Each line begins with a zero: it is not told by its difference from another. Then a bit for each pixel.
    private byte[] pixels(int side, int scale) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < side; y++) {
                var line = new byte[1 + (side + 7) / 8];
                for (int x = 0; x < side; x++) {
                    if (!isBlack(x / scale, y / scale)) {
                        line[1 + x / 8] |= (byte) (0x80 >> (x % 8));
                    }
                }
                out.write(line);
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String kind, byte[] content) throws IOException {
        var checked = new ByteArrayOutputStream();
        checked.write(kind.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        checked.write(content);
        var sum = new CRC32();
        sum.update(checked.toByteArray());
        var data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(checked.toByteArray());
        data.writeInt((int) sum.getValue());
        data.flush();
    }
}
