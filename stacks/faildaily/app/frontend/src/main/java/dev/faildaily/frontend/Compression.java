package dev.faildaily.frontend;

import dev.faildaily.web.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// gzip, for those who understand it and for what becomes smaller by it.
final class Compression {

    static final int WORTHWHILE = 1024;

    private Compression() {}

    static boolean isWanted(Request request) {
        return request.header("Accept-Encoding").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding -> coding.equals("gzip") || coding.startsWith("gzip;") && !coding.endsWith("q=0"));
    }

    static boolean isText(String type) {
        return type.startsWith("text/") || type.startsWith("application/json") || type.startsWith("image/svg");
    }

    static byte[] compressed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream(content.length / 3 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
