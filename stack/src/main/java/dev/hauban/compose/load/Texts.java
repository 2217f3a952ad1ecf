package dev.hauban.compose.load;

import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the text of a file; whatever keeps it from being one is a problem.
public final class Texts {
    private final Session session;

    public Texts(Session session) {
        this.session = session;
    }

    /// The text, or null after a problem was told.
    public @Nullable String read(Source source) {
        return read(source, null);
    }

    /// The same, for a file that another one asks for at this place.
    public @Nullable String read(Source source, @Nullable Place wanted) {
        Place place = wanted == null ? new Place(source.name(), 1, 1) : wanted;
        session.problems().opened(source);
        String refusal = refusal(source);
        if (refusal != null) {
            session.problems()
                    .add(Problem.error("compose.file", Actor.AUTHOR, refusal).at(place));
            return null;
        }
        try {
            byte[] bytes = source.path().equals("-")
                    ? session.files().readStandardInput()
                    : session.files().read(source.path());
            return text(source, bytes);
        } catch (IOException unreadable) {
            session.problems()
                    .add(Problem.error(
                                    "compose.file",
                                    Actor.MACHINE,
                                    source.name() + " can't be read: " + unreadable.getMessage())
                            .at(place));
            return null;
        }
    }

    private @Nullable String refusal(Source source) {
        if (source.path().equals("-")) {
            return null;
        }
        ComposeFiles.Kind kind = session.files().kind(source.path());
        return switch (kind) {
            case FILE -> null;
            case FOLDER -> source.name() + " is a folder, not a file";
            case SPECIAL -> source.name() + " is a pipe or a device, not a file";
            case MISSING -> source.name() + " is not there: no such file or directory";
        };
    }

    private @Nullable String text(Source source, byte[] bytes) {
        if (bytes.length > ComposeFiles.SIZE_LIMIT) {
            problem(source, 1, "this file has more than " + (ComposeFiles.SIZE_LIMIT >> 20) + " MB");
            return null;
        }
        int mark = byteOrderMark(bytes);
        Charset charset = mark == 0xFEFF
                ? StandardCharsets.UTF_16BE
                : mark == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            problem(source, lineOfFirstBadByte(bytes), "this file is not UTF-8 text");
            return null;
        }
    }

    private static int byteOrderMark(byte[] bytes) {
        return bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    }

    private static int lineOfFirstBadByte(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(buffer, java.nio.CharBuffer.allocate(bytes.length), true);
        int line = 1;
        for (int i = 0; i < buffer.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private void problem(Source source, int line, String message) {
        session.problems()
                .add(Problem.error("compose.file", Actor.AUTHOR, message).at(new Place(source.name(), line, 1)));
    }
}
