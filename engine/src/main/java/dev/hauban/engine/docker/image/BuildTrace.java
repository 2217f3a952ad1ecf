package dev.hauban.engine.docker.image;

import dev.hauban.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What BuildKit tells while it builds: a protocol buffer (`moby.buildkit.v1.StatusResponse`) in base64, of which steps
/// and their output are read.
///
/// @param begun the names of steps that are at work
record BuildTrace(List<String> begun, List<Output> outputs) {
    BuildTrace {
        begun = List.copyOf(begun);
        outputs = List.copyOf(outputs);
    }

    /// @param step by which the piece belongs together with others
    record Output(String step, String text) {}

    static BuildTrace of(String base64) throws MalformedJson {
        try {
            var begun = new ArrayList<String>();
            var outputs = new ArrayList<Output>();
            var all = new Fields(Base64.getDecoder().decode(base64));
            while (all.next()) {
                switch (all.number) {
                    case 1 -> step(new Fields(all.bytes), begun);
                    case 3 -> outputs.add(output(new Fields(all.bytes)));
                    default -> {}
                }
            }
            return new BuildTrace(begun, outputs);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw MalformedJson.shape("not what a build tells: " + malformed.getMessage());
        }
    }

    private static void step(Fields step, List<String> begun) {
        String name = "";
        boolean isBegun = false;
        boolean isOver = false;
        while (step.next()) {
            switch (step.number) {
                case 3 -> name = step.text();
                case 5 -> isBegun = true;
                case 4, 6 -> isOver = true;
                default -> {}
            }
        }
        if (isBegun && !isOver) {
            begun.add(name);
        }
    }

    private static Output output(Fields output) {
        String step = "";
        String text = "";
        while (output.next()) {
            switch (output.number) {
                case 1 -> step = output.text();
                case 4 -> text = output.text();
                default -> {}
            }
        }
        return new Output(step, text);
    }

    /// One field of a message after the other.
    private static final class Fields {
        private final byte[] message;
        private int at;
        private int number;
        private byte[] bytes = new byte[0];

        Fields(byte[] message) {
            this.message = message;
        }

        boolean next() {
            if (at >= message.length) {
                return false;
            }
            long tag = varint();
            number = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case 0 -> varint();
                case 1 -> at += 8;
                case 2 -> take((int) varint());
                case 5 -> at += 4;
                default -> throw new IllegalArgumentException("a field of no known kind");
            }
            return true;
        }

        private void take(int length) {
            if (length < 0 || length > message.length - at) {
                throw new IllegalArgumentException("a field that is longer than all of it");
            }
            bytes = java.util.Arrays.copyOfRange(message, at, at + length);
            at += length;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = message[at];
                at++;
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number without an end");
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
