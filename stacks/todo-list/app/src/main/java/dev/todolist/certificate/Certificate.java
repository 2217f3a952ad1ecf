package dev.todolist.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a certificate that signs itself, so that nginx can serve HTTPS from the first start. Browsers warn of it: put
/// a real one in its place, under the same names. What is there already is left alone.
public final class Certificate {
    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);
    private static final String ALIAS = "todolist";
    private static final int LINE = 64;

    private Certificate() {}

    public static void makeUnlessThere(Path folder) throws IOException, InterruptedException {
        var certificate = folder.resolve("certificate.pem");
        var key = folder.resolve("key.pem");
        if (Files.exists(certificate) && Files.exists(key)) {
            LOG.atInfo().addKeyValue("file", certificate).log("the certificate is there");
            return;
        }
        Files.createDirectories(folder);
        var store = Files.createTempDirectory("certificate").resolve("store.p12");
        try {
            // Known to nobody, used once.
            var password = UUID.randomUUID().toString();
            make(store, password);
            write(store, password, certificate, key);
        } catch (GeneralSecurityException problem) {
            throw new IOException("the new certificate can't be read", problem);
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(store.getParent());
        }
        LOG.atInfo().addKeyValue("file", certificate).log("a certificate of our own was made");
    }

    /// The JDK makes certificates with this program, and has no open door to it in Java.
    private static void make(Path store, String password) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "825",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said.strip());
        }
    }

    /// The certificate last: whoever sees it sees its key, too.
    private static void write(Path store, String password, Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
        whole(key, pem("PRIVATE KEY", keys.getKey(ALIAS, password.toCharArray()).getEncoded()), "rw-------");
        whole(certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()), "rw-r--r--");
    }

    private static void whole(Path file, String text, String permissions) throws IOException {
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        var beside = Files.createTempFile(file.getParent(), ".new", ".pem", attribute);
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String kind, byte[] content) {
        var text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
