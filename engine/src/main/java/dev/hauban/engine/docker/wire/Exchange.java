package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One request on one connection, up to where its answer begins.
final class Exchange {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_FIELDS = 200;
    private static final String LINE_END = "\r\n";

    private final Connection connection;
    private final DockerRequest request;

    Exchange(Connection connection, DockerRequest request) {
        this.connection = connection;
        this.request = request;
    }

    /// @param prefix of the path: the version
    /// @param host who is asked, as HTTP wants to know it
    /// @param upgrade whether the connection shall then belong to a process
    /// @throws IOException what the content of the request throws, too
    Head answer(String prefix, String host, boolean upgrade) throws IOException, InterruptedException {
        var head = new StringBuilder(256);
        head.append(request.method().name()).append(' ').append(prefix).append(request.target());
        head.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\nUser-Agent: hauban\r\n");
        for (DockerRequest.Header header : request.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append(LINE_END);
        }
        if (upgrade) {
            head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }
        try {
            send(head);
        } catch (DockerTrouble broken) {
            // A daemon that refuses does not always read to the end; then its answer is there already.
            return refusalInstead(broken);
        }
        return head();
    }

    private void send(StringBuilder head) throws IOException, InterruptedException {
        switch (request.body()) {
            case DockerRequest.Body.Nothing _ -> {
                if (!request.isRepeatable()) {
                    head.append("Content-Length: 0\r\n");
                }
                write(head.append(LINE_END).toString());
            }
            case DockerRequest.Body.Value(Json json) -> {
                String text = json.compact();
                int length = text.getBytes(StandardCharsets.UTF_8).length;
                head.append("Content-Type: application/json\r\nContent-Length: ")
                        .append(length);
                write(head.append("\r\n\r\n").append(text).toString());
            }
            case DockerRequest.Body.Streamed(String mediaType, DockerRequest.Content content) -> {
                head.append("Content-Type: ").append(mediaType);
                write(head.append("\r\nTransfer-Encoding: chunked\r\n\r\n").toString());
                stream(content);
            }
        }
    }

    private void write(String text) throws DockerTrouble, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        connection.write(bytes, 0, bytes.length);
    }

    private void stream(DockerRequest.Content content) throws IOException, InterruptedException {
        var chunks = new Chunks(connection);
        try {
            content.writeTo(chunks);
            chunks.end();
        } catch (IOException failure) {
            throw Interruption.unwrapped(failure);
        }
    }

    private Head refusalInstead(DockerTrouble broken) throws DockerTrouble, InterruptedException {
        Head head;
        try {
            head = head();
        } catch (DockerTrouble _) {
            throw broken;
        }
        if (head.status() < 400) {
            throw broken;
        }
        return head;
    }

    private Head head() throws DockerTrouble, InterruptedException {
        Head head = oneHead();
        for (int interim = 0; head.isInterim(); interim++) {
            if (interim == MOST_FIELDS) {
                throw garbled("interim answers without an end");
            }
            head = oneHead();
        }
        return head;
    }

    private Head oneHead() throws DockerTrouble, InterruptedException {
        Optional<String> first = connection.line(LONGEST_LINE);
        if (first.isEmpty()) {
            throw connection.torn();
        }
        String line = first.get();
        var headers = new Headers();
        int status = status(line);
        for (String field = field(); !field.isEmpty(); field = field()) {
            int colon = field.indexOf(':');
            if (colon < 1 || headers.size() == MOST_FIELDS) {
                throw garbled("its header holds " + shown(field));
            }
            headers.add(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip());
        }
        boolean persistent = line.startsWith("HTTP/1.1 ") && !headers.says("Connection", "close");
        return new Head(status, persistent, headers);
    }

    private String field() throws DockerTrouble, InterruptedException {
        Optional<String> line = connection.line(LONGEST_LINE);
        if (line.isEmpty()) {
            throw connection.torn();
        }
        return line.get();
    }

    /// `HTTP/1.1 200 OK`
    private int status(String line) throws DockerTrouble {
        int status = 0;
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            for (int at = 9; at < 12; at++) {
                char digit = line.charAt(at);
                status = digit < '0' || digit > '9' ? -1000 : status * 10 + digit - '0';
            }
        }
        if (status < 100) {
            throw garbled("it answers " + shown(line));
        }
        return status;
    }

    private DockerTrouble garbled(String what) {
        return connection.troubles().garbled(what);
    }

    /// What strangers send, made fit for a terminal.
    private static String shown(String text) {
        var shown = new StringBuilder("\"");
        for (int at = 0; at < Math.min(text.length(), 60); at++) {
            char letter = text.charAt(at);
            shown.append(letter < ' ' || letter >= 127 ? '?' : letter);
        }
        return shown.append(text.length() > 60 ? "...\"" : "\"").toString();
    }

    /// Sends what is written in pieces that say their size, and the last of no size.
    private static final class Chunks extends OutputStream {
        private static final int SIZE_ROOM = 6;
        private static final int MOST = 32 * 1024;

        private final Connection connection;
        /// Room for the size, the bytes, and the end of the line.
        private final byte[] chunk = new byte[SIZE_ROOM + MOST + 2];

        private int end = SIZE_ROOM;

        Chunks(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                int count = Math.min(left, SIZE_ROOM + MOST - end);
                System.arraycopy(bytes, from, chunk, end, count);
                end += count;
                from += count;
                left -= count;
                if (end == SIZE_ROOM + MOST) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (end == SIZE_ROOM) {
                return;
            }
            byte[] size = (Integer.toHexString(end - SIZE_ROOM) + LINE_END).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, chunk, SIZE_ROOM - size.length, size.length);
            chunk[end++] = '\r';
            chunk[end++] = '\n';
            int start = SIZE_ROOM - size.length;
            int length = end - start;
            end = SIZE_ROOM;
            try {
                connection.write(chunk, start, length);
            } catch (InterruptedException interrupted) {
                throw Interruption.ofStream();
            }
        }

        /// Not by `close`: what fails while it writes must not look complete.
        void end() throws IOException, InterruptedException {
            flush();
            byte[] last = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            connection.write(last, 0, last.length);
        }
    }
}
