package dev.emailight.message;

import dev.emailight.account.Address;
import java.util.LinkedHashSet;
import java.util.List;

/// What somebody has typed. A draft keeps it as it is, as long as it isn't too much; only what is to be sent must be
/// right.
///
/// @param to addresses with commas, semicolons, spaces or line ends between them
public record Draft(String to, String subject, String text) {
    public static final int SUBJECT_LENGTH = 200;
    public static final int TEXT_LENGTH = 20_000;
    public static final int RECIPIENTS = 20;

    public Draft {
        // A line end in a subject would begin another header.
        subject = subject.replaceAll("\\p{Cntrl}+", " ").strip();
        text = text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
        if (subject.length() > SUBJECT_LENGTH) {
            throw new Refused("A subject has at most " + SUBJECT_LENGTH + " characters.");
        }
        if (text.length() > TEXT_LENGTH) {
            throw new Refused(
                    "An e-mail has at most " + TEXT_LENGTH + " characters. This one has " + text.length() + ".");
        }
    }

    /// Each once, as typed.
    List<String> typed() {
        var words = new LinkedHashSet<String>();
        for (var word : to.split("[,;\\s]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (words.size() > RECIPIENTS) {
            throw new Refused("One e-mail goes to at most " + RECIPIENTS + " people.");
        }
        if (words.stream().anyMatch(word -> word.length() > Address.LENGTH)) {
            throw new Refused("An address has at most " + Address.LENGTH + " characters.");
        }
        return List.copyOf(words);
    }

    /// What must be so before it is sent.
    List<String> recipients() {
        var addresses = new LinkedHashSet<String>();
        for (var word : typed()) {
            addresses.add(Address.of(word).orElseThrow(() -> new Refused("“" + word + "” is not an e-mail address.")));
        }
        if (addresses.isEmpty()) {
            throw new Refused("To whom is it to go?");
        }
        if (subject.isEmpty() && text.isEmpty()) {
            throw new Refused("There is nothing in it yet.");
        }
        return List.copyOf(addresses);
    }
}
