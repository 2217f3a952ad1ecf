package dev.hauban.acceptance;

import java.io.IOException;
import java.net.URI;

/// What a person does with Emailight, in a browser.
///
/// @param address of the site
/// @param catcher the page that shows what was sent
public record EmailightStory(Browser browser, URI address, URI catcher) {
    private static final String PASSWORD = "a horse in a tree";

    public void register(String name, String email) throws IOException, InterruptedException {
        arrive("#join");
        browser.type("#name", name);
        enter(email);
    }

    public void logIn(String email) throws IOException, InterruptedException {
        arrive("#log-in");
        enter(email);
    }

    private void arrive(String door) throws IOException, InterruptedException {
        browser.size(390, 844);
        browser.open(address);
        browser.waitFor(door);
        browser.click(door);
        browser.waitFor("#enter");
    }

    private void enter(String email) throws IOException, InterruptedException {
        browser.type("#email", email);
        browser.type("#password", PASSWORD);
        browser.click("#enter");
        browser.waitFor("#write");
    }

    public void send(String to, String subject, String text) throws IOException, InterruptedException {
        browser.open(address);
        browser.waitFor("#write");
        browser.click("#write");
        browser.waitFor("#send");
        browser.type("#to", to);
        browser.type("#subject", subject);
        browser.type("#text", text);
        browser.click("#send");
        browser.waitFor(".letter");
    }

    /// Of the e-mail that is shown: the page comes to say it by itself.
    public void seeStatus(String status) throws IOException, InterruptedException {
        browser.waitFor(".letter[data-status=" + status + "]");
    }

    public void seeIn(String folder, String text) throws IOException, InterruptedException {
        browser.open(address.resolve("/folders/" + folder));
        see(folder, text);
    }

    /// What was sent, where it arrived.
    public void seeCaught(String subject, String text) throws IOException, InterruptedException {
        browser.open(catcher);
        see("the catcher", subject);
        browser.click(".mail");
        browser.waitFor(".letter .text");
        see("the e-mail", text);
    }

    private void see(String where, String text) throws IOException, InterruptedException {
        browser.until(text + " in " + where, "document.body.innerText.includes(" + Browser.quoted(text) + ")");
    }
}
