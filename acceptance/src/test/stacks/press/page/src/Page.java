import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says what it was given: a build argument, a config, a name to resolve, a volume to write into.
class Page {
    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/", exchange -> {
            Files.writeString(Path.of("/pictures/last"), exchange.getRequestURI().toString());
            byte[] text = (System.getenv("GREETING") + ", "
                            + Files.readString(Path.of("/etc/press/motto")) + ", "
                            + InetAddress.getByName(System.getenv("WHERE")).isAnyLocalAddress() + ", "
                            + Files.readString(Path.of("/pictures/last")))
                    .getBytes();
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        System.out.println("page is open");
    }
}
