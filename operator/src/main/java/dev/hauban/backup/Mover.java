package dev.hauban.backup;

import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// Puts one folder in the place of another one, on the engine's machine, which need not be ours, or not let us:
/// through a throw-away instance of the service's image that has the folder around both.
final class Mover implements AutoCloseable {
    private static final String HERE = "/hauban";
    private static final List<String> IDLE = List.of("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1; done");

    /// What an earlier restore has left. A machine that lost its power between two renamings has the old one alone.
    private static final String CLEAR = """
            set -eu
            [ -e "$1" ] || [ ! -e "$1.hauban-old" ] || mv -- "$1.hauban-old" "$1"
            rm -rf -- "$1.hauban-new" "$1.hauban-old"
            """;

    private static final String UNPACK = """
            set -eu
            mkdir -- "$1.hauban-new"
            exec tar -xpf - -C "$1.hauban-new"
            """;

    private static final String SWAP = """
            set -eu
            [ -d "$1.hauban-new" ]
            mv -- "$1" "$1.hauban-old"
            mv -- "$1.hauban-new" "$1" || { mv -- "$1.hauban-old" "$1"; exit 1; }
            sync
            """;

    private static final String UNDO = """
            set -eu
            [ -d "$1.hauban-old" ] || exit 0
            mv -- "$1" "$1.hauban-new"
            mv -- "$1.hauban-old" "$1"
            sync
            """;

    private final ThrowAway instance;
    private final Path data;

    private Mover(ThrowAway instance, Path data) {
        this.instance = instance;
        this.data = data;
    }

    /// @param data the folder that is to be replaced
    static Mover start(Backups.Opener opener, Alone alone, Service service, Path data)
            throws IOException, InterruptedException {
        Path around = data.getParent();
        if (around == null) {
            throw new IOException("the root of a machine can't be replaced");
        }
        Stack idle = alone.idle(service, IDLE, new Mount.Bind(around, HERE, false, false));
        return new Mover(ThrowAway.start(opener.open(idle), idle, List.of("true")), data);
    }

    /// Where the new content is made.
    static Path beside(Path data) {
        return data.resolveSibling(data.getFileName() + ".hauban-new");
    }

    void clear() throws IOException, InterruptedException {
        run(CLEAR, InputStream.nullInputStream());
    }

    void unpack(InputStream archive) throws IOException, InterruptedException {
        run(UNPACK, archive);
    }

    /// The new one takes the place of the old one, which stays beside.
    void swap() throws IOException, InterruptedException {
        run(SWAP, InputStream.nullInputStream());
    }

    /// The old one is in its place again, if it was not.
    void undo() throws IOException, InterruptedException {
        run(UNDO, InputStream.nullInputStream());
    }

    private void run(String script, InputStream input) throws IOException, InterruptedException {
        new Script("cd " + HERE + "\n" + script, List.of(String.valueOf(data.getFileName())))
                .run(instance.place(), input, OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        instance.close();
    }
}
