package dev.hauban.acceptance;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// What a person does with FailDaily, in a browser.
public record FailDailyStory(Browser browser, URI address) {
    public void register(String name, String password) throws IOException, InterruptedException {
        arrive();
        browser.click("#join");
        enter(name, password);
    }

    public void logIn(String name, String password) throws IOException, InterruptedException {
        arrive();
        browser.click("#log-in");
        enter(name, password);
    }

    public void logOut() throws IOException, InterruptedException {
        browser.click("#log-out");
        browser.waitFor("#join");
    }

    /// Posts a fail with a picture and waits until it stands in the list.
    public void post(String text, Path picture) throws IOException, InterruptedException {
        browser.type("#text", text);
        browser.choose("#picture", picture);
        browser.waitFor("#preview-picture[src]");
        browser.click("#post");
        see(text);
    }

    /// The fail stands in the list, and its picture is really shown.
    public void see(String text) throws IOException, InterruptedException {
        browser.until("the fail in the list, with its picture: " + text, """
                [...document.querySelectorAll(".fail")].some((fail) =>
                    fail.querySelector(".text").textContent === %s
                    && (fail.querySelector("img")?.scrollIntoView({ behavior: "instant" }), true)
                    && fail.querySelector("img")?.complete
                    && fail.querySelector("img")?.naturalWidth > 0)""".formatted(Browser.quoted(text)));
    }

    public void comment(String text) throws IOException, InterruptedException {
        browser.click(".fail .talk");
        browser.type(".fail .reply input", text);
        browser.click(".fail .reply button");
        browser.until(
                "the comment",
                "document.querySelector('.fail .comments')?.innerText.includes(" + Browser.quoted(text) + ")");
    }

    /// A picture to post: a cake, seen from a distance.
    public static Path cake(Path folder) throws IOException {
        var image = new BufferedImage(640, 420, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(0xF2B630));
        graphics.fillRect(0, 0, 640, 420);
        graphics.setColor(new Color(0x6B3F1D));
        graphics.fillOval(170, 90, 300, 240);
        graphics.dispose();
        var file = folder.resolve("cake.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void arrive() throws IOException, InterruptedException {
        browser.open(address);
        browser.until("the page to be ready", "document.documentElement.dataset.ready === 'true'");
    }

    private void enter(String name, String password) throws IOException, InterruptedException {
        browser.type("#name", name);
        browser.type("#password", password);
        browser.click("#enter");
        browser.until("the name at the top", "document.querySelector('#who')?.textContent === " + Browser.quoted(name));
    }
}
