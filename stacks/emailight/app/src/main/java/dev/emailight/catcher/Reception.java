package dev.emailight.catcher;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// The mail server: takes e-mails for everybody. Two kinds of people are not at home, so that one can see what becomes
/// of
/// e-mails to such: `refused…@` never takes any, `later…@` only every third.
final class Reception implements AutoCloseable {
    static final String REFUSED = "refused";
    static final String LATER = "later";
    private static final int LARGEST = 2 << 20;
    private static final int CONNECTIONS = 50;
    private static final int PATIENCE_MILLISECONDS = 60_000;
    private static final int RECIPIENTS = 100;
    private static final int NOT_AT_HOME = 2;
    private static final int MANY = 1_000;

    private final Map<String, Integer> visits = new ConcurrentHashMap<>();
    private final Consumer<Caught> keep;
    private final Clock clock;
    private final SMTPServer server;

    /// Port 0 takes a free one.
    Reception(int port, Consumer<Caught> keep, Clock clock) {
        this.keep = keep;
        this.clock = clock;
        server = SMTPServer.port(port)
                .hostName("mail.emailight.local")
                .softwareName("Emailight's catcher")
                .messageHandlerFactory(_ -> new Talk())
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .maxConnections(CONNECTIONS)
                .maxMessageSize(LARGEST)
                .maxRecipients(RECIPIENTS)
                .connectionTimeoutMs(PATIENCE_MILLISECONDS)
                .build();
        server.start();
    }

    /// One e-mail of a connection.
    private final class Talk implements MessageHandler {
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();

        @Override
        public void from(String address) {
            sender = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            var name = address.toLowerCase(Locale.ROOT);
            if (name.startsWith(REFUSED)) {
                throw new RejectException(550, "5.1.1 nobody of that name lives here");
            }
            if (name.startsWith(LATER) && isAway(name)) {
                throw new RejectException(451, "4.2.1 not at home, please come again");
            }
            recipients.add(address);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            var source = data.readNBytes(LARGEST + 1);
            if (source.length > LARGEST) {
                throw new RejectException(552, "5.3.4 an e-mail has at most " + LARGEST + " bytes here");
            }
            var id = UUID.randomUUID().toString();
            keep.accept(new Caught(id, clock.instant(), sender, recipients, Reading.of(source), source));
            return "2.0.0 caught as " + id;
        }

        @Override
        public void done() {
            // Nothing was kept for it.
        }
    }

    private boolean isAway(String name) {
        if (visits.size() > MANY) {
            visits.clear();
        }
        return visits.merge(name, 1, Integer::sum) % (NOT_AT_HOME + 1) != 0;
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }
}
