package dev.hauban.acceptance;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real Chromium without a window, handled as a person would: looks, clicks, types, waits for what appears.
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final DevTools tab;
    private final Path folder;

    private Browser(Process process, DevTools tab, Path folder) {
        this.process = process;
        this.tab = tab;
        this.folder = folder;
    }

    /// The browser of this machine, if it has one.
    public static Optional<Path> program() {
        return Arrays.stream(Objects.toString(System.getenv("PATH"), "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts a browser that has seen nothing yet; what it keeps, it keeps in `folder`.
    public static Browser start(Path program, Path folder) throws IOException, InterruptedException {
        return start(program, folder, List.of());
    }

    /// One whose camera sees a film, always the same.
    ///
    /// @param film as Y4M
    public static Browser withCamera(Path program, Path folder, Path film) throws IOException, InterruptedException {
        return start(
                program,
                folder,
                List.of(
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + film));
    }

    private static Browser start(Path program, Path folder, List<String> more)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(program.toString()));
        command.addAll(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder));
        command.addAll(more);
        command.add("about:blank");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        try {
            var browser =
                    new Browser(process, DevTools.of(HttpClient.newHttpClient(), tab(port(process, folder))), folder);
            browser.size(390, 844);
            return browser;
        } catch (IOException | InterruptedException problem) {
            process.destroyForcibly();
            throw problem;
        }
    }

    private static String port(Process process, Path folder) throws IOException, InterruptedException {
        var file = folder.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (Files.exists(file)) {
                var lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return lines.getFirst();
                }
            }
            Thread.sleep(GLANCE);
        }
        throw new IOException("the browser didn't start; see " + folder + ".log");
    }

    private static URI tab(String port) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .timeout(PATIENCE)
                    .build();
            var tabs = (Json.Array)
                    JsonReader.read(client.send(list, BodyHandlers.ofString()).body());
            for (var open : tabs.objects()) {
                if (open.text("type").equals("page")) {
                    return URI.create(open.text("webSocketDebuggerUrl"));
                }
            }
            throw new IOException("the browser has no tab");
        } catch (MalformedJson problem) {
            throw new IOException("the browser lists its tabs in an unknown form", problem);
        }
    }

    /// As wide and as high as a screen: 390 by 844 is a telephone.
    public void size(int width, int height) throws IOException, InterruptedException {
        tab.call(
                "Emulation.setDeviceMetricsOverride",
                Json.object()
                        .with("width", width)
                        .with("height", height)
                        .with("deviceScaleFactor", 1)
                        .with("mobile", false)
                        .build());
    }

    public void dark() throws IOException, InterruptedException {
        var feature = Json.object()
                .with("name", "prefers-color-scheme")
                .with("value", "dark")
                .build();
        tab.call(
                "Emulation.setEmulatedMedia",
                Json.object().with("features", Json.array(List.of(feature))).build());
    }

    public void open(URI address) throws IOException, InterruptedException {
        tab.call("Page.navigate", Json.object().with("url", address.toString()).build());
        until("the page to be complete: " + address, "document.readyState === 'complete'");
    }

    /// Clicks where the element is, with the mouse: what is covered or hidden can't be clicked.
    public void click(String selector) throws IOException, InterruptedException {
        waitFor(selector);
        var place = evaluate("""
                (() => {
                  const element = document.querySelector(%s);
                  element.scrollIntoView({ block: "center", behavior: "instant" });
                  const box = element.getBoundingClientRect();
                  return (box.left + box.width / 2) + " " + (box.top + box.height / 2);
                })()""".formatted(quoted(selector)));
        var parts = place.split(" ");
        for (var kind : List.of("mousePressed", "mouseReleased")) {
            tab.call(
                    "Input.dispatchMouseEvent",
                    Json.object()
                            .with("type", kind)
                            .with("x", Json.number(Double.parseDouble(parts[0])))
                            .with("y", Json.number(Double.parseDouble(parts[1])))
                            .with("button", "left")
                            .with("clickCount", 1)
                            .build());
        }
    }

    /// Clicks into a field and types.
    public void type(String selector, String text) throws IOException, InterruptedException {
        click(selector);
        tab.call("Input.insertText", Json.object().with("text", text).build());
    }

    /// Chooses a file in a file field.
    public void choose(String selector, Path file) throws IOException, InterruptedException {
        var field = tab.call(
                "Runtime.evaluate",
                Json.object()
                        .with("expression", "document.querySelector(" + quoted(selector) + ")")
                        .build());
        try {
            tab.call(
                    "DOM.setFileInputFiles",
                    Json.object()
                            .with("files", Json.texts(List.of(file.toString())))
                            .with("objectId", field.members("result").text("objectId"))
                            .build());
        } catch (MalformedJson problem) {
            throw new IOException("there is no field " + selector, problem);
        }
    }

    /// Waits until such an element can be seen.
    public void waitFor(String selector) throws IOException, InterruptedException {
        until("to see " + selector, "!!document.querySelector(%s)?.checkVisibility()".formatted(quoted(selector)));
    }

    /// Waits until the page says so.
    public void until(String what, String condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("String(" + condition + ")").equals("true")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("waited " + PATIENCE.toSeconds() + " s for " + what + "; the page says: "
                        + evaluate("document.body.innerText"));
            }
            Thread.sleep(GLANCE);
        }
    }

    /// What an expression comes to, as text.
    public String evaluate(String expression) throws IOException, InterruptedException {
        var answer = tab.call(
                "Runtime.evaluate",
                Json.object()
                        .with("expression", "String(" + expression + ")")
                        .with("awaitPromise", Json.bool(true))
                        .build());
        try {
            if (answer.find("exceptionDetails").isPresent()) {
                throw new IOException("the page failed: " + answer.compact());
            }
            return answer.members("result").text("value");
        } catch (MalformedJson problem) {
            throw new IOException("not a text: " + answer.compact(), problem);
        }
    }

    public void screenshot(Path file) throws IOException, InterruptedException {
        var picture = tab.call(
                "Page.captureScreenshot", Json.object().with("format", "png").build());
        try {
            Files.write(file, Base64.getDecoder().decode(picture.text("data")));
        } catch (MalformedJson problem) {
            throw new IOException("no screenshot", problem);
        }
    }

    static String quoted(String text) {
        return Json.text(text).compact();
    }

    @Override
    public void close() {
        tab.close();
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().orTimeout(5, TimeUnit.SECONDS).join());
        // Links that lead out of the folder: to a socket elsewhere, to a name that is no file.
        for (var link : List.of("SingletonSocket", "SingletonCookie", "SingletonLock")) {
            folder.resolve(link).toFile().delete();
        }
    }
}
