package dev.checkin.frontend.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import java.util.Optional;

/// Reads a QR code in a picture: one byte for the brightness of each pixel, line by line.
public final class QrReader {
    public static final int LARGEST_SIDE = 700;
    private static final int SMALLEST_SIDE = 21;

    private QrReader() {}

    /// @return what it says; empty where there is none to be read, or the picture is no picture
    public static Optional<String> read(byte[] brightness, int width, int height) {
        if (width < SMALLEST_SIDE
                || height < SMALLEST_SIDE
                || width > LARGEST_SIDE
                || height > LARGEST_SIDE
                || brightness.length != width * height) {
            return Optional.empty();
        }
        var picture = new PlanarYUVLuminanceSource(brightness, width, height, 0, 0, width, height, false);
        try {
            return Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(picture)), Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText());
        } catch (ReaderException _) {
            // There is none, or it is too blurred.
            return Optional.empty();
        }
    }
}
