package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Binary;
import dev.hauban.standin.mongo.bson.Bson;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/// How documents lie in the file: as the bytes of the wire.
final class DocumentType extends BasicDataType<Document> {
    static final DocumentType INSTANCE = new DocumentType();

    /// What an entry of a map and a value take in memory, about.
    private static final int ENTRY = 80;

    private DocumentType() {}

    @Override
    public int getMemory(Document document) {
        return memory(document);
    }

    private static int memory(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                int sum = ENTRY;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    sum += ENTRY + 2 * String.valueOf(entry.getKey()).length() + memory(entry.getValue());
                }
                yield sum;
            }
            case Collection<?> list ->
                ENTRY
                        + list.stream()
                                .mapToInt(each -> Long.BYTES + memory(each))
                                .sum();
            case String text -> ENTRY / 2 + text.length();
            case de.bwaldvogel.mongo.bson.BinData data -> ENTRY / 2 + data.getData().length;
            case Binary data -> ENTRY / 2 + data.data().length;
            case null, default -> Integer.SIZE;
        };
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        buffer.put(Bson.bytes(document));
    }

    @Override
    public Document read(ByteBuffer buffer) {
        // Numbers of this form are little-endian, MVStore's are not.
        int length = Integer.reverseBytes(buffer.getInt(buffer.position()));
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return Bson.document(bytes);
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
