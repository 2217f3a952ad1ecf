package dev.hauban.backup.keep;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/// For whom parts are encrypted, and with which keys they are opened here; in age's format (docs/decisions/0073).
public final class Encryption {
    /// What encrypted files end with.
    static final String SUFFIX = ".age";

    private static final Encryption NONE = new Encryption(List.of(), List.of());

    private final List<String> recipients;
    private final List<String> keys;

    /// @param recipients public keys, `age1…`; none means that nothing is encrypted
    /// @param keys secret ones, `AGE-SECRET-KEY-1…`
    public Encryption(List<String> recipients, List<String> keys) {
        this.recipients = List.copyOf(recipients);
        this.keys = List.copyOf(keys);
    }

    public static Encryption none() {
        return NONE;
    }

    /// The secret keys in a text as `age-keygen` writes it.
    public static List<String> keysIn(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    public boolean isWanted() {
        return !recipients.isEmpty();
    }

    String suffix() {
        return isWanted() ? SUFFIX : "";
    }

    /// @throws ProblemException if a recipient is none
    void check() {
        writers();
    }

    private List<RecipientStanzaWriter> writers() {
        var writers = new ArrayList<RecipientStanzaWriter>();
        for (String recipient : recipients) {
            try {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            } catch (GeneralSecurityException | IllegalArgumentException none) {
                throw new ProblemException(Problem.error(
                                "backup.no-recipient",
                                Actor.AUTHOR,
                                "\"" + recipient + "\" in x-hauban.backup.encrypt_for is no public key of age's")
                        .remedy("age-keygen makes a key; what it prints behind \"public key:\" belongs there."));
            }
        }
        return writers;
    }

    private List<RecipientStanzaReader> readers() {
        var readers = new ArrayList<RecipientStanzaReader>();
        for (int at = 0; at < keys.size(); at++) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(keys.get(at)));
            } catch (GeneralSecurityException | IllegalArgumentException none) {
                throw new ProblemException(Problem.error(
                                "backup.no-key",
                                Actor.MACHINE,
                                "key " + (at + 1) + " of those that are given for backups is no secret key of age's")
                        .remedy(
                                "HAUBAN_BACKUP_KEY_FILE names a file that age-keygen has written; HAUBAN_BACKUP_KEY is the"
                                        + " line AGE-SECRET-KEY-1… of it."));
            }
        }
        return readers;
    }

    /// Closing it closes the target.
    OutputStream seal(OutputStream target) throws IOException {
        if (!isWanted()) {
            return target;
        }
        try {
            return Channels.newOutputStream(new StandardEncryptingChannelFactory()
                    .newEncryptingChannel(Channels.newChannel(target), writers()));
        } catch (GeneralSecurityException impossible) {
            throw new IOException("this Java can't encrypt: " + impossible.getMessage(), impossible);
        }
    }

    /// Closing it closes the source.
    ///
    /// @param name of the file
    /// @throws ProblemException if none of the keys opens it
    InputStream open(InputStream source, String name) throws IOException {
        if (!name.endsWith(SUFFIX)) {
            return source;
        }
        try {
            if (keys.isEmpty()) {
                throw closed(name + " is encrypted, and no key is given here");
            }
            return Channels.newInputStream(new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(Channels.newChannel(source), readers()));
        } catch (GeneralSecurityException wrong) {
            source.close();
            throw closed(name + " is encrypted for others: none of the keys that are given here opens it");
        } catch (IOException | ProblemException failed) {
            source.close();
            throw failed;
        }
    }

    private static ProblemException closed(String what) {
        return new ProblemException(Problem.error("backup.wrong-key", Actor.MACHINE, what)
                .remedy(
                        "Name a file with the key: HAUBAN_BACKUP_KEY_FILE=… hauban …; the set's manifest.json says for whom"
                                + " it is."));
    }

    List<String> recipients() {
        return recipients;
    }
}
