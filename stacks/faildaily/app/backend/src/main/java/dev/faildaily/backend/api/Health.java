package dev.faildaily.backend.api;

import static dev.faildaily.web.Log.field;

import dev.faildaily.backend.database.Database;
import dev.faildaily.backend.fail.Pictures;
import dev.faildaily.web.Answer;
import dev.faildaily.web.Log;
import dev.faildaily.web.Request;

/// Whether the backend can do its work at this moment: database reached, schema ready, pictures can be kept.
/// The reasons are in the log; the answer, which anybody can read, says only what is down.
public final class Health {

    record Report(String status, String database, String uploads) {}

    private final Database database;
    private final Pictures pictures;
    private final Log log;

    private String last = "";

    public Health(Database database, Pictures pictures, Log log) {
        this.database = database;
        this.pictures = pictures;
        this.log = log;
    }

    Answer answer(Request request) {
        var noDatabase = database.trouble();
        var noPictures = pictures.trouble();
        tellOnce(noDatabase.or(() -> noPictures).orElse(""));
        var up = noDatabase.isEmpty() && noPictures.isEmpty();
        return Answer.json(
                up ? 200 : 503, new Report(word(up), word(noDatabase.isEmpty()), word(noPictures.isEmpty())));
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }

    private synchronized void tellOnce(String trouble) {
        if (trouble.equals(last)) {
            return;
        }
        last = trouble;
        if (trouble.isEmpty()) {
            log.info("healthy");
        } else {
            log.warn("not healthy", field("reason", trouble));
        }
    }
}
