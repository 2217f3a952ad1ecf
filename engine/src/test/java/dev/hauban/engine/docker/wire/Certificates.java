package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority, and keys in every form, made by OpenSSL for one test.
record Certificates(Path folder) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    static boolean canBeMade() {
        for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(place, "openssl"))) {
                return true;
            }
        }
        return false;
    }

    static Certificates madeIn(Path folder) throws Exception {
        var made = new Certificates(folder);
        made.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca-key.pem");
        made.openssl("req -x509 -new -key ca-key.pem -days 30 -subj /CN=authority -out ca.pem");
        made.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem");
        made.openssl("rsa -in rsa.pem -traditional -out rsa-pkcs1.pem");
        made.openssl("ecparam -name prime256v1 -genkey -out ec-sec1.pem");
        made.openssl("pkcs8 -topk8 -nocrypt -in ec-sec1.pem -out ec.pem");
        made.openssl("genpkey -algorithm ed25519 -out ed25519.pem");
        return made;
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    /// The certificate for one of the keys.
    Path client(String key) throws Exception {
        String name = "cert-of-" + key;
        if (Files.notExists(folder.resolve(name))) {
            signed(key, "/CN=client", name, "extendedKeyUsage=clientAuth");
        }
        return folder.resolve(name);
    }

    Path encryptedKey() throws Exception {
        openssl("pkey -in rsa.pem -aes256 -passout pass:secret -out encrypted.pem");
        return folder.resolve("encrypted.pem");
    }

    /// What a daemon has that proves to be this address, and lets in who the authority vouches for.
    SSLContext server(String address) throws Exception {
        openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out server-key.pem");
        signed(
                "server-key.pem",
                "/CN=server",
                "server.pem",
                "subjectAltName=IP:" + address + "\nextendedKeyUsage=serverAuth");
        openssl("pkcs12 -export -in server.pem -inkey server-key.pem -passout pass:changeit -out server.p12");
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (var bytes = Files.newInputStream(folder.resolve("server.p12"))) {
            own.load(bytes, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (var bytes = Files.newInputStream(authority())) {
            authorities.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(bytes));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void signed(String key, String subject, String certificate, String extensions) throws Exception {
        Files.writeString(folder.resolve("extensions"), extensions + "\n");
        openssl("req -new -key " + key + " -subj " + subject + " -out request.pem");
        openssl(
                "x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 30 -extfile extensions -out "
                        + certificate);
    }

    private void openssl(String words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("openssl " + words + ": " + said);
        }
    }
}
