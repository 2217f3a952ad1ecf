package dev.emailight.sending;

import dev.emailight.message.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// Hands e-mails over to a mail server.
public final class Carrier {
    private static final String PATIENCE_MILLISECONDS = "10000";
    private static final int PLAIN_PORT = 25;
    private static final int TLS_PORT = 465;

    /// From here on a server's answer is its last word (RFC 5321, 4.2.1).
    private static final int FINAL = 500;

    private final Session session;
    private final Optional<Login> login;
    private final String from;

    /// @param password of the mail server, not of anybody here
    private record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    private Carrier(Session session, Optional<Login> login, String from) {
        this.session = session;
        this.login = login;
        this.from = from;
    }

    /// What a mail server said to one e-mail for one person.
    public sealed interface Answer {
        record Taken() implements Answer {}

        /// For good.
        record Refused(String reason) implements Answer {}

        /// Not now.
        record NotNow(String reason) implements Answer {}
    }

    /// @param address `smtp://[user:password@]host:port`; `smtps` for TLS from the first byte. Whoever has a user name
    /// sends it
    ///     only where the connection is encrypted; else it is encrypted where the server can.
    /// @param from what stands in every e-mail as its sender's address
    public static Carrier to(String address, String from) {
        var uri = URI.create(address);
        var isTls = "smtps".equals(uri.getScheme());
        if (uri.getHost() == null || !isTls && !"smtp".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "an address of a mail server is smtp://host:port, not " + uri.getScheme());
        }
        var login = login(uri);
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", uri.getHost());
        properties.setProperty(
                "mail.smtp.port", Integer.toString(uri.getPort() > 0 ? uri.getPort() : isTls ? TLS_PORT : PLAIN_PORT));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(isTls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!isTls && login.isPresent()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(login.isPresent()));
        properties.setProperty("mail.smtp.from", from);
        for (var wait : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + wait, PATIENCE_MILLISECONDS);
        }
        return new Carrier(Session.getInstance(properties), login, from);
    }

    private static Optional<Login> login(URI uri) {
        var words = uri.getRawUserInfo();
        if (words == null) {
            return Optional.empty();
        }
        var parts = words.split(":", 2);
        return Optional.of(new Login(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : ""));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// A connection, for one e-mail and all to whom it goes.
    public final class Trip implements AutoCloseable {
        private final Transport transport;
        private final MimeMessage letter;

        private Trip(Transport transport, MimeMessage letter) {
            this.transport = transport;
            this.letter = letter;
        }

        public Answer give(String recipient) throws MessagingException {
            try {
                transport.sendMessage(letter, new InternetAddress[] {new InternetAddress(recipient, true)});
                return new Answer.Taken();
            } catch (SendFailedException problem) {
                return answer(problem);
            }
        }

        @Override
        public void close() throws MessagingException {
            transport.close();
        }
    }

    public Trip begin(Message message) throws MessagingException {
        var letter = letter(message);
        var transport = session.getTransport();
        if (login.isPresent()) {
            transport.connect(login.get().user(), login.get().password());
        } else {
            transport.connect();
        }
        return new Trip(transport, letter);
    }

    /// What goes over the wire. It bears the same id however often it is sent: servers and people can tell that it is
    /// one.
    private MimeMessage letter(Message message) throws MessagingException {
        var id = "<" + message.id() + from.substring(from.lastIndexOf('@')) + ">";
        var letter = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        var author = message.author();
        try {
            // The server at this address is not ours to speak for: we send under our own, and answers go to the author.
            letter.setFrom(new InternetAddress(from, author.name() + " (Emailight)", StandardCharsets.UTF_8.name()));
            letter.setReplyTo(new InternetAddress[] {
                new InternetAddress(author.email(), author.name(), StandardCharsets.UTF_8.name())
            });
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        letter.setRecipients(jakarta.mail.Message.RecipientType.TO, InternetAddress.parse(message.to(), true));
        letter.setSubject(message.letter().subject(), StandardCharsets.UTF_8.name());
        letter.setText(message.letter().text(), StandardCharsets.UTF_8.name());
        letter.setSentDate(Date.from(message.made()));
        letter.saveChanges();
        return letter;
    }

    /// The server's words lie in a chain of exceptions, and the most exact ones at its end.
    private static Answer answer(SendFailedException problem) {
        Answer answer = new Answer.NotNow(words(problem));
        for (Exception next = problem;
                next != null;
                next = next instanceof MessagingException more ? more.getNextException() : null) {
            int code = switch (next) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (code >= FINAL) {
                answer = new Answer.Refused(words(next));
            } else if (code > 0) {
                answer = new Answer.NotNow(words(next));
            }
        }
        return answer;
    }

    static String words(Exception problem) {
        return String.valueOf(problem.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
