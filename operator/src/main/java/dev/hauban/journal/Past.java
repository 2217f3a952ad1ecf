package dev.hauban.journal;

import dev.hauban.api.EventJson;
import dev.hauban.api.StackText;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Wanted;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts together what is remembered, from whole files and from what the journal has of later. Any of them may be
/// broken.
///
/// @param broken told of each file that can't be read
record Past(StateFolder folder, StackText stacks, Broken broken) {
    /// What to do about a file that can't be read.
    interface Broken {
        void found(String file, String why) throws IOException;
    }

    /// @param last the number of the last record that was ever written
    /// @param unknown how many records are of another program and not understood
    record Result(Remembered remembered, long last, int unknown) {}

    /// @param records the journal's
    Result read(List<String> records) throws IOException {
        Optional<Snapshot> snapshot = whole(
                ProjectJournal.MEMORY,
                members -> new Snapshot(members.wholeNumber("upTo"), MemoryJson.read(members.members("memory"))));
        Optional<Wanted> wanted = wanted();
        long upTo = snapshot.map(Snapshot::upTo).orElse(0L);
        Memory memory = snapshot.map(Snapshot::memory).orElseGet(Memory::empty);
        long last = upTo;
        int unknown = 0;
        for (String record : withOlder(records, upTo)) {
            long number = number(record);
            last = Math.max(last, number);
            if (number < 0) {
                unknown++;
            } else if (number > upTo) {
                try {
                    memory = after(memory, event(record));
                } catch (IOException ofAnotherProgram) {
                    unknown++;
                }
            }
        }
        return new Result(new Remembered(wanted, memory.awoken()), last, unknown);
    }

    /// As of the last time that it was written whole.
    Optional<Memory> memory() throws IOException {
        return whole(ProjectJournal.MEMORY, members -> MemoryJson.read(members.members("memory")));
    }

    Optional<Wanted> wanted() throws IOException {
        return whole(ProjectJournal.WANTED, members -> WantedJson.read(members, stacks));
    }

    /// The number of the last record, for whoever needs nothing else of what was.
    static long last(List<String> records) {
        long last = 0;
        for (String record : records) {
            last = Math.max(last, number(record));
        }
        return last;
    }

    /// Where the journal has been turned over since the memory was kept, the older half matters too.
    private List<String> withOlder(List<String> records, long upTo) throws IOException {
        boolean isAllThere = !records.isEmpty() && number(records.getFirst()) <= upTo + 1;
        Optional<byte[]> older = isAllThere ? Optional.empty() : Records.content(folder.file(ProjectJournal.OLDER));
        if (older.isEmpty()) {
            return records;
        }
        var all = new ArrayList<>(Records.read(older.get()).texts());
        all.addAll(records);
        return all;
    }

    private <T> Optional<T> whole(String name, Parsing<T> parsing) throws IOException {
        Optional<String> text = folder.read(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parsing.parse(JsonReader.readObject(text.get())));
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            broken.found(name, String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    static String record(long number, Event event) {
        return Json.object()
                .with("n", number)
                .with("event", EventJson.write(event))
                .build()
                .compact();
    }

    /// Without reading the whole record: of most only this is needed.
    ///
    /// @return a negative number if there is none
    private static long number(String record) {
        int comma = record.indexOf(',');
        if (!record.startsWith("{\"n\":") || comma < 0) {
            return -1;
        }
        long number = comma > 5 && comma < 24 ? 0 : -1;
        for (int at = 5; at < comma && number >= 0; at++) {
            int digit = record.charAt(at) - '0';
            number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
        }
        return number;
    }

    private static Event event(String record) throws MalformedJson {
        return EventJson.read(JsonReader.readObject(record).members("event"));
    }

    /// Steps are done again in thought. Exits are not: the engine still sees them.
    private static Memory after(Memory memory, Event event) {
        return switch (event) {
            case Event.StepBegun begun -> memory.begun(begun.planned().step(), begun.at());
            case Event.StepEnded ended -> memory.ended(ended.step(), ended.outcome(), ended.at(), Optional.empty());
            case Event.Asked _,
                    Event.StepProgress _,
                    Event.InstanceExited _,
                    Event.HealthChanged _,
                    Event.WaitingFor _,
                    Event.Troubled _,
                    Event.Settled _ -> memory;
        };
    }

    private record Snapshot(long upTo, Memory memory) {}

    private interface Parsing<T> {
        T parse(Json.Members members) throws IOException;
    }
}
