package dev.emailight.catcher;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what an e-mail says. One that can't be read is shown as it came.
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int DEEPEST = 10;

    private Reading() {}

    static Caught.Content of(byte[] source) {
        try {
            var mail = new MimeMessage(SESSION, new ByteArrayInputStream(source));
            return new Caught.Content(
                    header(mail, "From"),
                    header(mail, "To"),
                    header(mail, "Reply-To"),
                    header(mail, "Subject"),
                    text(mail, DEEPEST).orElse(""));
        } catch (MessagingException | IOException problem) {
            LOG.atWarn().addKeyValue("reason", problem.getMessage()).log("an e-mail can't be read");
            return new Caught.Content("", "", "", "", new String(source, StandardCharsets.UTF_8));
        }
    }

    private static String header(MimeMessage mail, String name) throws MessagingException, IOException {
        var value = mail.getHeader(name, ", ");
        return value == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(value));
    }

    /// Plain text where there is some, else the text of HTML as it is written.
    private static Optional<String> text(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("text/*")) {
            return part.getContent() instanceof String text ? Optional.of(text) : Optional.empty();
        }
        if (depth == 0 || !part.isMimeType("multipart/*") || !(part.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        Optional<String> other = Optional.empty();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart inner = parts.getBodyPart(i);
            var found = text(inner, depth - 1);
            if (found.isPresent() && !inner.isMimeType("text/html")) {
                return found;
            }
            other = other.or(() -> found);
        }
        return other;
    }
}
