package dev.checkin.frontend.backend;

import java.time.Instant;
import java.util.List;

/// What the backend says, as values. Members that it leaves out are told by methods, not by null.
public final class Said {
    private Said() {}

    /// Somebody who was let in.
    public record Admitted(String token, long seconds) {}

    public record Registration(boolean open) {}

    public record Door(String code) {}

    public record Event(String id, String title, String place, String begins) {
        public Instant beginning() {
            return Instant.parse(begins);
        }
    }

    public record Session(
            String id, String event, String title, String room, String begins, String ends, int checkedIn) {
        public Instant beginning() {
            return Instant.parse(begins);
        }

        public Instant ending() {
            return Instant.parse(ends);
        }
    }

    /// Somebody who came.
    public record Arrival(String name, String session, String at, String by) {
        public Instant moment() {
            return Instant.parse(at);
        }
    }

    public record Board(
            String id,
            String title,
            String place,
            String begins,
            int participants,
            int arrived,
            List<Session> sessions,
            List<Arrival> latest) {
        public Instant beginning() {
            return Instant.parse(begins);
        }
    }

    public record CheckIn(String session, String at, String by) {
        public Instant moment() {
            return Instant.parse(at);
        }
    }

    /// @param email empty for people at the door, and so is the code
    public record Participant(String id, String name, String note, String email, String code, List<CheckIn> checkIns) {}

    public record People(int total, int from, int page, List<Participant> participants) {
        public boolean hasMore() {
            return from + participants.size() < total;
        }
    }

    public record Left(int line, String reason) {}

    public record Taken(int added, List<Left> left) {}

    public record Ticket(String code, String name, String note, Event event) {
        /// As people read it out.
        public String spelled() {
            return Said.spelled(code);
        }
    }

    /// What came of a scan.
    public record Scan(String at, String by, String session, Participant participant) {}

    public static String spelled(String code) {
        int half = code.length() / 2;
        return code.substring(0, half) + "-" + code.substring(half);
    }
}
