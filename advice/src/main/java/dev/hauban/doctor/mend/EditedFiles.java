package dev.hauban.doctor.mend;

import dev.hauban.compose.request.ComposeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files as they would be.
public final class EditedFiles implements ComposeFiles {
    private final ComposeFiles files;
    private final Map<String, String> texts;

    /// @param texts new ones, by absolute path; all else is as it is
    public EditedFiles(ComposeFiles files, Map<String, String> texts) {
        this.files = files;
        this.texts = Map.copyOf(texts);
    }

    @Override
    public Kind kind(String path) {
        return files.kind(path);
    }

    @Override
    public byte[] read(String path) throws IOException {
        String text = texts.get(path);
        return text == null ? files.read(path) : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] readStandardInput() throws IOException {
        return files.readStandardInput();
    }

    @Override
    public @Nullable String withoutFirstLink(String path) {
        return files.withoutFirstLink(path);
    }
}
