package dev.todolist.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    @TempDir
    Path folder;

    @Test
    void certificate_and_key_belong_together_and_are_made_once() throws Exception {
        Certificate.makeUnlessThere(folder);
        X509Certificate certificate;
        try (var file = Files.newInputStream(folder.resolve("certificate.pem"))) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
        var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes("key.pem")));
        var signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(key);
        signing.update((byte) 7);
        var signature = signing.sign();
        signing.initVerify(certificate);
        signing.update((byte) 7);
        assertThat(signing.verify(signature)).isTrue();
        assertThat(certificate.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
                .isEqualTo("rw-------");

        var before = Files.readString(folder.resolve("certificate.pem"));
        Certificate.makeUnlessThere(folder);
        assertThat(folder.resolve("certificate.pem")).content().isEqualTo(before);
    }

    private byte[] bytes(String name) throws Exception {
        var text = Files.readString(folder.resolve(name)).replaceAll("-----[^-]+-----|\\s", "");
        return Base64.getDecoder().decode(text);
    }
}
