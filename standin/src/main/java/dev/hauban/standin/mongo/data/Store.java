package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/// All databases, in one file.
///
/// A command that writes is in the file before it is answered, whole or not at all: it holds one of many permits while
/// it writes, and whoever commits holds them all. So an end at any moment loses nothing that was acknowledged, and
/// leaves no half of a command. That is for the end of the process; against the end of the machine the file is forced
/// to the disk a moment later (docs/decisions/0060).
public final class Store implements AutoCloseable {
    private static final int ALL = 1 << 20;
    private static final int OUT_OF_DISK_SPACE = 14_031;
    private static final int CACHE_MEGABYTES = 16;

    /// How long what was replaced stays in the file.
    private static final int RETENTION_MILLIS = 2_000;

    /// Below this share of living bytes the file is written anew, so many bytes at a time.
    private static final int FILL_RATE = 60;

    private static final int REWRITTEN_AT_ONCE = 4 << 20;

    /// A file of so many bytes is left as it is.
    private static final long SMALL_ENOUGH = 1L << 20;

    /// Without a write between them; more would change nothing.
    private static final int MOST_TIDYINGS = 40;

    private final Path path;
    private final MVStore file;
    private final CursorRegistry cursors = new CursorRegistry();
    private final Map<Long, Rest> rests = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, StoredDatabase> databases = new ConcurrentSkipListMap<>();
    private final Semaphore permits = new Semaphore(ALL, true);
    private final MVMap<String, Document> users;
    private final MVMap<String, Document> options;
    private volatile long written;
    private volatile long forced;
    private long committed;
    private final MVMap<String, Long> versions;
    private long tidiedAt;
    private int tidyings;

    private Store(Path path, MVStore file) {
        this.path = path;
        this.file = file;
        this.users = documents("users");
        this.options = documents("options");
        this.versions = file.openMap("versions");
        file.getMapNames().stream()
                .filter(name -> name.startsWith(StoredDatabase.DATA))
                .map(name -> name.substring(StoredDatabase.DATA.length()))
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .toList()
                .forEach(this::database);
    }

    /// @throws IOException if the file is another program's, damaged, or in use, with words that say which
    public static Store open(Path path) throws IOException {
        MVStore file;
        try {
            file = new MVStore.Builder()
                    .fileName(path.toString())
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .cacheSize(CACHE_MEGABYTES)
                    .open();
        } catch (MVStoreException refused) {
            throw new IOException(reason(path, refused), refused);
        }
        try {
            file.setRetentionTime(RETENTION_MILLIS);
            return new Store(path, file);
        } catch (MVStoreException | IllegalArgumentException | IllegalStateException torn) {
            file.closeImmediately();
            throw new IOException(path + " is damaged and is left as it is: " + torn.getMessage(), torn);
        }
    }

    private static String reason(Path path, MVStoreException refused) {
        if (refused.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) {
            return path + " is in use by another process";
        }
        return path + " can't be read and is left as it is: " + refused.getMessage();
    }

    MVMap<String, Document> documents(String name) {
        return file.openMap(
                name,
                new MVMap.Builder<String, Document>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(DocumentType.INSTANCE));
    }

    MVMap<Long, Document> records(String name) {
        return file.openMap(
                name,
                new MVMap.Builder<Long, Document>()
                        .keyType(LongDataType.INSTANCE)
                        .valueType(DocumentType.INSTANCE));
    }

    void remove(MVMap<?, ?> map) {
        file.removeMap(map);
    }

    void rename(MVMap<?, ?> map, String name) {
        file.renameMap(map, name);
    }

    /// Of the file, in bytes.
    public long size() {
        return file.getFileStore() == null ? 0 : file.getFileStore().size();
    }

    CursorRegistry cursors() {
        return cursors;
    }

    /// What is known of a collection beside its documents.
    MVMap<String, Document> options() {
        return options;
    }

    /// Of all databases, by `database.name`.
    public Map<String, Document> users() {
        return users;
    }

    /// The database, made if it isn't there; one without collections is not kept.
    public StoredDatabase database(String name) {
        return databases.computeIfAbsent(name, _ -> new StoredDatabase(name, this));
    }

    /// Those that hold something, by name.
    public Map<String, StoredDatabase> databases() {
        Map<String, StoredDatabase> found = new TreeMap<>();
        databases.forEach((name, database) -> {
            if (!database.collectionNames().isEmpty()) {
                found.put(name, database);
            }
        });
        return found;
    }

    public Optional<StoredDatabase> existing(String name) {
        return Optional.ofNullable(databases().get(name));
    }

    public void drop(String name) {
        StoredDatabase database = databases.remove(name);
        if (database != null) {
            database.drop(NoopOplog.get());
        }
    }

    /// The rest of a result that did not fit into one answer.
    ///
    /// @throws MongoServerError if there is none of this number
    public Rest rest(long id) {
        Rest rest = rests.get(id);
        if (rest == null) {
            throw new MongoServerError(ErrorCode.CursorNotFound, "Cursor id " + id + " does not exist");
        }
        return rest;
    }

    /// Keeps a result that is handed out in parts.
    public void keep(Rest rest) {
        rests.put(rest.id(), rest);
    }

    /// A result that is found already.
    public Rest restOf(Stream<Document> documents) {
        return new Rest(cursors.generateCursorId(), documents);
    }

    /// Whether there was one.
    public boolean closeRest(long id) {
        return rests.remove(id) != null;
    }

    public int openCursors() {
        return rests.size();
    }

    /// Closes those that nobody has asked for some time. Called at an even pace.
    public void closeForgotten() {
        rests.values().removeIf(Rest::isForgotten);
    }

    /// Does what writes, and answers when it is in the file.
    public <T> T writing(Supplier<T> work) throws InterruptedException {
        T result;
        long mine;
        permits.acquire();
        try {
            result = work.get();
        } finally {
            synchronized (this) {
                mine = ++written;
            }
            permits.release();
        }
        commit(mine);
        return result;
    }

    /// Whoever waited for another's commit may find that his own work was in it.
    private void commit(long mine) throws InterruptedException {
        permits.acquire(ALL);
        try {
            if (committed < mine) {
                long upTo = written;
                file.commit();
                committed = upTo;
            }
        } catch (MVStoreException full) {
            throw new BrokenFile(full);
        } finally {
            permits.release(ALL);
        }
    }

    /// Forces to the disk what was written since the last time.
    ///
    /// @throws BrokenFile if nothing can be written any more
    public void force() {
        MVStoreException broken = file.getPanicException();
        if (broken != null) {
            throw new BrokenFile(broken);
        }
        long upTo = committed();
        if (upTo > forced) {
            try {
                file.sync();
            } catch (MVStoreException full) {
                throw new BrokenFile(full);
            }
            forced = upTo;
        }
    }

    /// Nothing can be written any more: the disk is full or has failed. What was acknowledged is in the file; memory
    /// may hold more than that, so the program has to end and begin anew.
    public static final class BrokenFile extends MongoServerError {
        private static final long serialVersionUID = 1L;

        BrokenFile(MVStoreException why) {
            super(OUT_OF_DISK_SPACE, "OutOfDiskSpace", "the data can't be written any more: " + reason(why));
        }

        private static String reason(Throwable why) {
            Throwable last = why;
            while (last.getCause() != null && last.getCause() != last) {
                last = last.getCause();
            }
            return String.valueOf(last.getMessage());
        }
    }

    private long committed() {
        return written;
    }

    /// Keeps the file small, a part at a time: what is left of parts that were mostly replaced is written anew, what
    /// lies far behind is moved into the holes, and the end is cut off. Each is on the disk before the next begins,
    /// so that an end at any moment leaves a whole file.
    ///
    /// @return whether there may be more to do
    public boolean tidy() {
        permits.acquireUninterruptibly(ALL);
        try {
            if (!hasRoom()) {
                return false;
            }
            return isWorthwhile() && tidied();
        } catch (MVStoreException full) {
            throw new BrokenFile(full);
        } finally {
            permits.release(ALL);
        }
    }

    /// What was replaced is let go of only when some newer versions are there. So where nobody writes, they are
    /// made here, as many as that takes.
    private boolean isWorthwhile() {
        if (written != tidiedAt) {
            tidiedAt = written;
            tidyings = 0;
        }
        return size() > SMALL_ENOUGH && tidyings < MOST_TIDYINGS;
    }

    private boolean tidied() {
        long before = size();
        boolean hasWritten = file.compact(FILL_RATE, REWRITTEN_AT_ONCE);
        if (file.getFileStore() instanceof RandomAccessStore blocks) {
            // Also lets go of the parts in which nothing lives any more.
            blocks.compactMoveChunks(FILL_RATE, REWRITTEN_AT_ONCE, file);
        }
        boolean isLoose = file.getFileStore().getChunksFillRate() < FILL_RATE;
        if (isLoose) {
            versions.put("tidyings", (long) ++tidyings);
            file.commit();
        }
        return hasWritten || isLoose || size() < before;
    }

    /// What is moved is there twice for a moment. On a full disk nothing is begun that could fail half-way.
    private boolean hasRoom() {
        return path.toFile().getUsableSpace() > 4L * REWRITTEN_AT_ONCE;
    }

    /// Takes away documents whose time has passed.
    public int expire(java.time.Instant now, Collection<String> log) throws InterruptedException {
        int all = 0;
        for (StoredDatabase database : databases().values()) {
            for (var expired : database.expired(now).entrySet()) {
                int gone = writing(() -> database.remove(expired.getKey(), expired.getValue()));
                if (gone > 0) {
                    log.add(database.getDatabaseName() + "." + expired.getKey() + ": " + gone + " expired");
                }
                all += gone;
            }
        }
        return all;
    }

    @Override
    public void close() {
        permits.acquireUninterruptibly(ALL);
        if (file.getPanicException() != null) {
            file.closeImmediately();
            return;
        }
        try {
            file.commit();
            file.sync();
            file.close();
        } catch (MVStoreException full) {
            file.closeImmediately();
            throw new BrokenFile(full);
        }
    }
}
