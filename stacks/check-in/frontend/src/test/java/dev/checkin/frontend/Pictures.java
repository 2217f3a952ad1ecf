package dev.checkin.frontend;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.checkin.frontend.qr.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;

/// QR codes as pictures, and read by somebody else than the program.
public final class Pictures {
    private Pictures() {}

    public record Grey(byte[] brightness, int side) {}

    public static Grey of(String text, int scale) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(new QrCode(text).png(scale)));
        var brightness = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = (byte) (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFF);
        }
        return new Grey(brightness, image.getWidth());
    }

    public static String text(BufferedImage image) throws Exception {
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
