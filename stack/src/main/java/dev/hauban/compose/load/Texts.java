package dev.hauban.compose.load;

import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeFiles.Kind;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import org.jspecify.annotations.Nullable;

/// Reads the text of a file; whatever keeps it from being one is a problem.
public final class Texts {
    private static final String NO_TEXT = "this file is not UTF-8 text";
    private static final String NO_TEXT_REMEDY = "save it as UTF-8";

    private final Session session;

    public Texts(Session session) {
        this.session = session;
    }

    /// The text of a Compose file, or null after a problem was told.
    ///
    /// @param wanted where another file asks for this one; null if the person named it
    @Nullable
    String read(Source source, @Nullable Place wanted) {
        byte[] bytes = bytes(source, wanted, ComposeFiles.SIZE_LIMIT);
        return bytes == null ? null : text(source, bytes);
    }

    /// The same of a file of variables. They have to go into a process, which takes less.
    @Nullable
    String readVariables(Source source, @Nullable Place wanted) {
        byte[] bytes = bytes(source, wanted, ComposeFiles.VARIABLES_LIMIT);
        return bytes == null ? null : text(source, bytes);
    }

    /// The text of a file of variables in which Docker Compose doesn't mind bytes that are no text: signs stand for
    /// them.
    @Nullable
    String readVariablesOfAnyBytes(Source source, @Nullable Place wanted) {
        byte[] bytes = bytes(source, wanted, ComposeFiles.VARIABLES_LIMIT);
        if (bytes == null) {
            return null;
        }
        // Java's own decoding puts U+FFFD where there is no character.
        String text = withoutMark(new String(bytes, StandardCharsets.UTF_8));
        if (text.indexOf('\uFFFD') >= 0 && !isText(bytes)) {
            session.problems()
                    .add(Problem.warning("compose.file", Actor.AUTHOR, NO_TEXT)
                            .at(new Place(source.name(), lineOfFirstBadByte(bytes), 1))
                            .remedy(NO_TEXT_REMEDY));
        }
        return text;
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private byte @Nullable [] bytes(Source source, @Nullable Place wanted, int limit) {
        session.problems().opened(source);
        Kind kind = source.path().equals("-") ? Kind.FILE : session.files().kind(source.path());
        if (kind != Kind.FILE) {
            refuse(source, wanted, Actor.AUTHOR, kindProblem(kind), kindRemedy(kind));
            return null;
        }
        try {
            byte[] bytes = source.path().equals("-")
                    ? session.files().readStandardInput()
                    : session.files().read(source.path());
            return isTooLarge(source, bytes, limit) ? null : bytes;
        } catch (AccessDeniedException _) {
            refuse(source, wanted, Actor.MACHINE, "can't be read: permission denied", "let yourself read it");
        } catch (IOException unreadable) {
            refuse(source, wanted, Actor.MACHINE, "can't be read: " + unreadable.getMessage(), "mend the disk");
        }
        return null;
    }

    private void refuse(Source source, @Nullable Place wanted, Actor actor, String what, String remedy) {
        String name = source.path().equals("-") ? "the standard input" : Legible.of(source.name());
        Problem problem =
                Problem.error("compose.file", actor, name + " " + what).remedy(remedy);
        session.problems().add(wanted == null ? problem : problem.at(wanted));
    }

    private static String kindProblem(Kind kind) {
        return switch (kind) {
            case FILE -> "";
            case FOLDER -> "is a folder, not a file";
            case SPECIAL -> "is a pipe or a device, not a file";
            case MISSING -> "is not there: no such file or directory";
        };
    }

    private static String kindRemedy(Kind kind) {
        return switch (kind) {
            case FILE -> "";
            case FOLDER -> "name a file in it";
            case SPECIAL -> "name a file; `-f -` reads the standard input";
            case MISSING -> "make it, or mend its name";
        };
    }

    private boolean isTooLarge(Source source, byte[] bytes, int limit) {
        if (bytes.length > limit) {
            problem(source, 1, "this file has more than " + (limit >> 20) + " MB", "is it the file that is meant?");
            return true;
        }
        return false;
    }

    private @Nullable String text(Source source, byte[] bytes) {
        int mark = byteOrderMark(bytes);
        Charset charset = mark == 0xFEFF
                ? StandardCharsets.UTF_16BE
                : mark == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        try {
            return withoutMark(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            problem(source, lineOfFirstBadByte(bytes), NO_TEXT, NO_TEXT_REMEDY);
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

    private void problem(Source source, int line, String message, String remedy) {
        session.problems()
                .add(Problem.error("compose.file", Actor.AUTHOR, message)
                        .at(new Place(source.name(), line, 1))
                        .remedy(remedy));
    }
}
