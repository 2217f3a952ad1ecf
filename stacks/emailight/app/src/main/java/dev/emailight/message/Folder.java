package dev.emailight.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How people look at their e-mails.
public enum Folder {
    WAITING("Waiting", Status.QUEUED, Status.SENDING),
    SENT("Sent", Status.SENT),
    DRAFTS("Drafts", Status.DRAFT),
    FAILED("Failed", Status.FAILED);

    private final String title;
    private final List<Status> statuses;

    Folder(String title, Status... statuses) {
        this.title = title;
        this.statuses = List.of(statuses);
    }

    public String title() {
        return title;
    }

    public List<Status> statuses() {
        return statuses;
    }

    /// In an address.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Folder> of(String word) {
        for (var folder : values()) {
            if (folder.word().equals(word)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    public static Folder of(Status status) {
        for (var folder : values()) {
            if (folder.statuses.contains(status)) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder has " + status);
    }
}
