import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The main story of the to-do list at 50 requests a second: tasks are added, the list is looked at as a page and by its
/// script, and so is the first page, again and again. Requests leave at their time, whether or not the ones before have been
/// answered: an answer that is late makes none of the others wait.
///
/// `bench/run story [http://127.0.0.1:3000] [seconds]`: the stack must be up; only an address of this machine is asked.
final class Story {
    private static final int PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 5;

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<Double> took = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failed = new AtomicInteger();
    private String proof = "";

    private Story(URI address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws Exception {
        URI address = URI.create(arguments.length > 0 ? arguments[0] : "http://127.0.0.1:3000");
        int seconds = arguments.length > 1 ? Math.min(300, Integer.parseInt(arguments[1])) : 30;
        if (!List.of("127.0.0.1", "localhost").contains(address.getHost())) {
            System.err.println("only this machine is asked: " + address);
            System.exit(2);
        }
        new Story(address).tell(seconds);
    }

    private void tell(int seconds) throws Exception {
        post("/register", Map.of("name", "bench " + System.nanoTime(), "password", "a horse in a tree"));
        var page = get("/").body();
        var found = Pattern.compile("data-proof=\"([^\"]+)\"").matcher(page);
        if (!found.find()) {
            throw new IOException("nobody could register at " + address);
        }
        proof = found.group(1);
        String list = newList();
        run(list, WARM_UP_SECONDS);
        took.clear();
        failed.set(0);
        run(newList(), seconds);
        report(seconds);
    }

    private String newList() throws IOException, InterruptedException {
        return post("/lists", Map.of("title", "bench")).headers().firstValue("Location").orElseThrow();
    }

    private void run(String list, int seconds) throws InterruptedException {
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < seconds * PER_SECOND; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                int turn = i;
                threads.submit(() -> ask(turn, list, due));
            }
        }
    }

    /// Measured from the moment when it was due.
    private void ask(int turn, String list, long due) {
        try {
            HttpResponse<String> answer = switch (turn % 4) {
                case 0 -> turn % 20 == 0
                        ? post(list + "/tasks", Map.of("text", "task " + turn, "due", "2030-01-01"))
                        : get(list);
                case 1, 2 -> get("/api" + list);
                default -> get("/");
            };
            took.add((System.nanoTime() - due) / 1e6);
            if (answer.statusCode() >= 400) {
                failed.incrementAndGet();
            }
        } catch (IOException problem) {
            failed.incrementAndGet();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return sent(HttpRequest.newBuilder(address.resolve(path)));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var all = new java.util.TreeMap<>(fields);
        all.put("proof", proof);
        return sent(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(all.entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void report(int seconds) {
        List<Double> sorted = took.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d requests in %d s, %d failed; median %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
                sorted.size(), seconds, failed.get(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
    }
}
