import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is asked of a stack's application in which turn: its main story.
interface Plot {
    /// Something to begin with that has not grown yet.
    void prepare() throws IOException, InterruptedException;

    HttpResponse<String> ask(int turn) throws IOException, InterruptedException;

    /// Tasks are added, the list is looked at as a page and by its script, and so is the first page, again and again.
    final class TodoList implements Plot {
        private final Visitor visitor;
        private String list = "";

        TodoList(Visitor visitor) throws IOException, InterruptedException {
            this.visitor = visitor;
            visitor.register(Map.of("name", "bench " + System.nanoTime(), "password", "a horse in a tree"), "/");
        }

        @Override
        public void prepare() throws IOException, InterruptedException {
            list = visitor.post("/lists", Map.of("title", "bench")).headers().firstValue("Location").orElseThrow();
        }

        @Override
        public HttpResponse<String> ask(int turn) throws IOException, InterruptedException {
            return switch (turn % 4) {
                case 0 -> turn % 20 == 0
                        ? visitor.post(list + "/tasks", Map.of("text", "task " + turn, "due", "2030-01-01"))
                        : visitor.get(list);
                case 1, 2 -> visitor.get("/api" + list);
                default -> visitor.get("/");
            };
        }
    }

    /// E-mails are written, and sent by the worker meanwhile; their pages, the folders and what the script asks are looked at
    /// again and again. `EMAILS_PER_HOUR` must be large.
    final class Emailight implements Plot {
        private final Visitor visitor;
        private volatile String message = "/folders/sent";

        Emailight(Visitor visitor) throws IOException, InterruptedException {
            this.visitor = visitor;
            String name = "bench" + System.nanoTime();
            visitor.register(
                    Map.of("name", name, "email", name + "@example.org", "password", "a horse in a tree"), "/write");
        }

        @Override
        public void prepare() throws IOException, InterruptedException {
            write(0);
        }

        private HttpResponse<String> write(int turn) throws IOException, InterruptedException {
            var answer = visitor.post(
                    "/write",
                    Map.of("to", "bob@example.com", "subject", "turn " + turn, "text", "Hello, Bob", "do", "send"));
            message = answer.headers().firstValue("Location").orElseThrow(
                    () -> new IOException("not taken, with " + answer.statusCode()));
            return answer;
        }

        @Override
        public HttpResponse<String> ask(int turn) throws IOException, InterruptedException {
            return switch (turn % 4) {
                case 0 -> turn % 20 == 0 ? write(turn) : visitor.get(message);
                case 1 -> visitor.get("/folders/sent");
                case 2 -> visitor.get("/api/revision");
                default -> visitor.get("/api/folders/sent");
            };
        }
    }

    /// The door of an event with 300 participants: people are checked in, ten a second, while the event's page, its door, the
    /// list of participants and tickets are looked at.
    final class CheckIn implements Plot {
        private static final int PARTICIPANTS = 300;
        private static final int PAGE = 60;

        private final Visitor visitor;
        private String event = "";
        private String session = "";
        private List<String> codes = List.of();

        CheckIn(Visitor visitor) throws IOException, InterruptedException {
            this.visitor = visitor;
            visitor.register(Map.of("name", "bench " + System.nanoTime(), "password", "a horse in a tree"), "/");
        }

        @Override
        public void prepare() throws IOException, InterruptedException {
            event = visitor.post("/events", Map.of("title", "bench", "begins", LocalDateTime.now().withNano(0).toString()))
                    .headers().firstValue("Location").orElseThrow();
            session = found("data-count=\"([^\"]+)\"", visitor.get(event).body()).getFirst();
            String list = IntStream.range(0, PARTICIPANTS)
                    .mapToObj(number -> "Person " + number + ", person" + number + "@example.org")
                    .collect(Collectors.joining("\n"));
            visitor.post(event + "/participants/list", Map.of("list", list));
            var all = new ArrayList<String>();
            for (int from = 0; from < PARTICIPANTS; from += PAGE) {
                all.addAll(found("class=\"code\">([^<]+)<", visitor.get(event + "/tickets?from=" + from).body()));
            }
            if (all.size() != PARTICIPANTS) {
                throw new IOException(all.size() + " tickets for " + PARTICIPANTS + " participants");
            }
            codes = all;
        }

        private static List<String> found(String pattern, String page) {
            return Pattern.compile(pattern).matcher(page).results().map(found -> found.group(1)).toList();
        }

        @Override
        public HttpResponse<String> ask(int turn) throws IOException, InterruptedException {
            String code = codes.get(turn / 5 % codes.size());
            return switch (turn % 5) {
                case 0 -> visitor.post(event + "/scans", Map.of("session", session, "code", code));
                case 1 -> visitor.get(event);
                case 2 -> visitor.get(event + "/people?search=person%20" + turn % PARTICIPANTS);
                case 3 -> visitor.get("/t/" + code.replace("-", ""));
                default -> visitor.get(event + "/scan");
            };
        }
    }

    /// Lists are generated from a template, one a second; tasks are added, the newest list is looked at as a page and by its
    /// script, and so are the first page and the template's, again and again. `RATE_LIMIT_MAX` must be large.
    final class TodoappGenerator implements Plot {
        private static final String TEMPLATE = "/templates/move-house";

        private final Visitor visitor;
        private volatile String list = "";

        TodoappGenerator(Visitor visitor) throws IOException, InterruptedException {
            this.visitor = visitor;
            visitor.register(Map.of("name", "bench " + System.nanoTime(), "password", "a horse in a tree"), "/");
        }

        @Override
        public void prepare() throws IOException, InterruptedException {
            generate();
        }

        private HttpResponse<String> generate() throws IOException, InterruptedException {
            var answer = visitor.post(TEMPLATE, Map.of("title", "bench", "day", "2030-01-01", "with", "pets"));
            list = answer.headers().firstValue("Location").orElseThrow(
                    () -> new IOException("not generated, with " + answer.statusCode()));
            return answer;
        }

        @Override
        public HttpResponse<String> ask(int turn) throws IOException, InterruptedException {
            if (turn % 50 == 0) {
                return generate();
            }
            return switch (turn % 4) {
                case 0 -> turn % 20 == 0
                        ? visitor.post(list + "/tasks", Map.of("text", "task " + turn, "due", "2030-01-01"))
                        : visitor.get(list);
                case 1 -> visitor.get("/api" + list);
                case 2 -> turn % 20 == 2 ? visitor.get(TEMPLATE) : visitor.get(list);
                default -> visitor.get("/");
            };
        }
    }
}
