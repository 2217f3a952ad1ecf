package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
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
    private static final int CACHE_MEGABYTES = 16;

    /// How long what was replaced stays in the file.
    private static final int RETENTION_MILLIS = 2_000;

    /// Below this share of living bytes the file is written anew, so many bytes at a time.
    private static final int FILL_RATE = 60;

    private static final int REWRITTEN_AT_ONCE = 4 << 20;

    private final MVStore file;
    private final CursorRegistry cursors = new CursorRegistry();
    private final ConcurrentSkipListMap<String, StoredDatabase> databases = new ConcurrentSkipListMap<>();
    private final Semaphore permits = new Semaphore(ALL, true);
    private final MVMap<String, Document> users;
    private final MVMap<String, Document> options;
    private volatile long written;
    private volatile long forced;
    private long committed;

    private Store(MVStore file) {
        this.file = file;
        this.users = documents("users");
        this.options = documents("options");
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
            return new Store(file);
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

    long size() {
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
    public Cursor cursor(long id) {
        return cursors.getCursor(id);
    }

    /// A cursor over documents that are found already.
    public Cursor cursorOver(List<Document> documents) {
        var cursor = new Found(cursors.generateCursorId(), new ArrayDeque<>(documents));
        cursors.add(cursor);
        return cursor;
    }

    /// @param left not handed out yet
    private record Found(long id, ArrayDeque<Document> left) implements Cursor {
        @Override
        public long getId() {
            return id;
        }

        @Override
        public synchronized boolean isEmpty() {
            return left.isEmpty();
        }

        @Override
        public synchronized List<Document> takeDocuments(int most) {
            List<Document> taken = new ArrayList<>();
            while (!left.isEmpty() && (most <= 0 || taken.size() < most)) {
                taken.add(left.removeFirst());
            }
            return taken;
        }
    }

    /// Whether there was one.
    public boolean closeCursor(long id) {
        return cursors.remove(id);
    }

    public int openCursors() {
        return cursors.size();
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
        } finally {
            permits.release(ALL);
        }
    }

    /// Forces to the disk what was written since the last time.
    public void force() {
        long upTo = committed();
        if (upTo > forced) {
            file.sync();
            forced = upTo;
        }
    }

    private long committed() {
        return written;
    }

    /// Writes anew what lies scattered in the file, a part at a time.
    ///
    /// @return whether there may be more to do
    public boolean tidy() throws InterruptedException {
        permits.acquire(ALL);
        try {
            return file.compact(FILL_RATE, REWRITTEN_AT_ONCE);
        } finally {
            permits.release(ALL);
        }
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
        file.commit();
        file.sync();
        file.close();
    }
}
