package dev.checkin.backend.web;

import dev.checkin.backend.event.CheckIn;
import dev.checkin.backend.event.Participant;
import dev.checkin.backend.event.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who was where, for a spreadsheet: a line for each participant, a column for each session.
record Attendance(List<Session> sessions, List<Participant> participants, List<CheckIn> checkIns) {
    String text() {
        Map<String, String> moments = new HashMap<>();
        checkIns.forEach(checkIn -> moments.put(
                checkIn.session() + checkIn.participant(), checkIn.at().toString()));
        var text = new StringBuilder("name,email,note,code");
        sessions.forEach(session -> text.append(',').append(cell(session.title())));
        text.append("\r\n");
        for (var participant : participants) {
            text.append(cell(participant.name()))
                    .append(',')
                    .append(cell(participant.email().orElse("")))
                    .append(',')
                    .append(cell(participant.note()))
                    .append(',')
                    .append(participant.code());
            for (var session : sessions) {
                text.append(',').append(moments.getOrDefault(session.id() + participant.id(), ""));
            }
            text.append("\r\n");
        }
        return text.toString();
    }

    /// A name that begins like a formula is none, for a spreadsheet either.
    private static String cell(String words) {
        var harmless = words.matches("[=+\\-@\\t\\r].*") ? "'" + words : words;
        return harmless.matches("[^\",\\r\\n;]*") ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
