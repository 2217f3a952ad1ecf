package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Who we are to a daemon, and how it proves who it is. Nothing of this is loaded before a daemon is spoken to by TLS.
final class TlsKeys {
    private static final char[] NO_PASSWORD = new char[0];

    private final SSLSocketFactory sockets;
    private final boolean isVerified;

    private TlsKeys(SSLSocketFactory sockets, boolean isVerified) {
        this.sockets = sockets;
        this.isVerified = isVerified;
    }

    static TlsKeys read(DockerEndpoint.Tls tls, Troubles troubles) throws DockerTrouble {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(own(tls, troubles), trusted(tls, troubles), null);
            return new TlsKeys(context.getSocketFactory(), tls.isVerified());
        } catch (DockerTrouble told) {
            throw told;
        } catch (GeneralSecurityException | IOException failure) {
            throw troubles.tls(
                    "its certificates and keys can't be used: " + failure.getMessage(),
                    "Are " + tls.text() + " whole, and do the certificate and the key belong together?",
                    failure);
        }
    }

    /// TLS on a connection that has come about.
    SSLSocket over(ChannelTransport plain) throws IOException {
        Socket socket = plain.channel().socket();
        String host = switch (plain.address()) {
            case DockerEndpoint.Address.Host(String name, int _) -> name;
            case DockerEndpoint.Address.Socket _ -> "localhost";
        };
        var safe = (SSLSocket) sockets.createSocket(socket, host, socket.getPort(), false);
        if (isVerified) {
            SSLParameters parameters = safe.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            safe.setSSLParameters(parameters);
        }
        return safe;
    }

    private static KeyManager @Nullable [] own(DockerEndpoint.Tls tls, Troubles troubles)
            throws GeneralSecurityException, IOException {
        if (tls.certificate().isEmpty() || tls.key().isEmpty()) {
            return null;
        }
        Certificate[] chain = certificates(tls.certificate().get(), troubles).toArray(new Certificate[0]);
        PrivateKey key = PrivateKeyFile.read(tls.key().get(), troubles);
        KeyStore store = emptyStore();
        store.setKeyEntry("own", key, NO_PASSWORD, chain);
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        return managers.getKeyManagers();
    }

    private static TrustManager @Nullable [] trusted(DockerEndpoint.Tls tls, Troubles troubles)
            throws GeneralSecurityException, IOException {
        if (!tls.isVerified()) {
            return new TrustManager[] {new Everybody()};
        }
        if (tls.authority().isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(tls.authority().get(), troubles)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file, Troubles troubles) throws DockerTrouble {
        try (var bytes = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(bytes);
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException malformed) {
            throw troubles.unusable(file, "holds no certificate", malformed);
        } catch (IOException failure) {
            throw troubles.unusable(file, "can't be read", failure);
        }
        throw troubles.unusable(file, "holds no certificate", null);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /// For those who asked for TLS without verification.
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
