package dev.faildaily.backend.api;

import dev.faildaily.web.Refusal;
import dev.faildaily.web.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/// A form with a file in it (`multipart/form-data`), read into memory: forms are small here, and few at a time.
final class Form {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\\n]*[; ]name=\"([^\"]*)\"");
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int TEXT_AROUND = 64 << 10;

    private static final Semaphore FEW = new Semaphore(3, true);

    private final Map<String, ByteBuffer> parts;

    private Form(Map<String, ByteBuffer> parts) {
        this.parts = parts;
    }

    /// Does something with a form whose largest file has at most `largest` bytes.
    static <T> T read(Request request, int largest, Reader<T> reader) throws IOException, InterruptedException {
        var type = request.header("Content-Type").orElse("");
        var boundary = BOUNDARY.matcher(type);
        if (!boundary.matches()) {
            throw new Refusal(415, "A form with parts is expected here (multipart/form-data).");
        }
        if (request.length() > largest + TEXT_AROUND) {
            throw Request.tooLarge(largest);
        }
        FEW.acquire();
        try {
            return reader.read(new Form(split(request.body(largest + TEXT_AROUND), boundary.group(1))));
        } finally {
            FEW.release();
        }
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(Form form) throws IOException, InterruptedException;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parts.get(name))
                .map(part -> StandardCharsets.UTF_8.decode(part.duplicate()).toString());
    }

    /// A file that was chosen; a field that was left empty is none.
    Optional<ByteBuffer> file(String name) {
        return Optional.ofNullable(parts.get(name)).filter(ByteBuffer::hasRemaining);
    }

    private static Map<String, ByteBuffer> split(byte[] body, String boundary) {
        var delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        var parts = new HashMap<String, ByteBuffer>();
        // The first delimiter stands at the very start, without the line break before it.
        int start = delimiter.length - 2;
        if (!startsWith(body, delimiter)) {
            throw new Refusal(400, "The form is broken.");
        }
        while (true) {
            int content = find(body, BLANK_LINE, start);
            int end = find(body, delimiter, start);
            if (content < 0 || end < 0 || content > end) {
                return parts;
            }
            var head = new String(body, start, content - start, StandardCharsets.UTF_8);
            var name = NAME.matcher(head);
            if (name.find()) {
                int from = content + BLANK_LINE.length;
                parts.put(
                        name.group(1),
                        ByteBuffer.wrap(body, from, Math.max(0, end - from)).slice());
            }
            start = end + delimiter.length;
        }
    }

    private static boolean startsWith(byte[] body, byte[] delimiter) {
        if (body.length < delimiter.length) {
            return false;
        }
        for (int i = 2; i < delimiter.length; i++) {
            if (body[i - 2] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private static int find(byte[] body, byte[] sought, int from) {
        outer:
        for (int at = from; at <= body.length - sought.length; at++) {
            for (int i = 0; i < sought.length; i++) {
                if (body[at + i] != sought[i]) {
                    continue outer;
                }
            }
            return at;
        }
        return -1;
    }
}
