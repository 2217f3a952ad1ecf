package dev.faildaily.backend.fail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kinds of pictures that are taken, recognised by what is in the file and not by what it is called.
public enum Kind {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    GIF("gif", "image/gif"),
    WEBP("webp", "image/webp");

    private static final int START_OF_SCAN = 0xDA;
    private static final int APPLICATION_1 = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int COLOR_PROFILE = 0xE2;
    private static final int APPLICATION_15 = 0xEF;
    private static final int COMMENT = 0xFE;

    private final String extension;
    private final String type;

    Kind(String extension, String type) {
        this.extension = extension;
        this.type = type;
    }

    String extension() {
        return extension;
    }

    public String type() {
        return type;
    }

    static Optional<Kind> of(ByteBuffer content) {
        if (content.remaining() < 12) {
            return Optional.empty();
        }
        var start = new byte[12];
        content.duplicate().get(start);
        var text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00FF\u00D8\u00FF")) {
            return Optional.of(JPEG);
        } else if (text.startsWith("\u0089PNG\r\n\u001A\n")) {
            return Optional.of(PNG);
        } else if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of(GIF);
        } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }

    static Kind named(String name) {
        for (var kind : values()) {
            if (name.endsWith("." + kind.extension)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /// The picture without what a camera writes beside it: place, time, serial number. Only JPEGs, which are
    /// what telephones make, are cleaned; the page makes JPEGs of the others before it sends them.
    List<ByteBuffer> withoutDetails(ByteBuffer content) {
        var whole = List.of(content.duplicate());
        if (this != JPEG) {
            return whole;
        }
        var pieces = new ArrayList<ByteBuffer>();
        pieces.add(content.slice(content.position(), 2));
        int at = content.position() + 2;
        while (at + 4 <= content.limit()) {
            int marker = content.get(at + 1) & 0xFF;
            int length = (content.getShort(at + 2) & 0xFFFF) + 2;
            if ((content.get(at) & 0xFF) != 0xFF || at + length > content.limit()) {
                return whole;
            }
            if (marker == START_OF_SCAN) {
                pieces.add(content.slice(at, content.limit() - at));
                return pieces;
            }
            if (!isDetail(marker)) {
                pieces.add(content.slice(at, length));
            }
            at += length;
        }
        return whole;
    }

    private static boolean isDetail(int marker) {
        var application = marker >= APPLICATION_1 && marker <= APPLICATION_15;
        return marker == COMMENT || application && marker != COLOR_PROFILE && marker != ADOBE;
    }
}
