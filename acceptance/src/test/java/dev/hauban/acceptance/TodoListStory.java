package dev.hauban.acceptance;

import java.io.IOException;
import java.net.URI;

/// What a person does with the to-do list, in a browser.
public record TodoListStory(Browser browser, URI address) {
    public void register(String name, String password) throws IOException, InterruptedException {
        arrive("#join");
        enter(name, password);
    }

    public void logIn(String name, String password) throws IOException, InterruptedException {
        arrive("#log-in");
        enter(name, password);
    }

    private void arrive(String door) throws IOException, InterruptedException {
        browser.size(390, 844);
        browser.open(address);
        browser.waitFor(door);
        browser.click(door);
    }

    private void enter(String name, String password) throws IOException, InterruptedException {
        browser.waitFor("#enter");
        browser.type("#name", name);
        browser.type("#password", password);
        browser.click("#enter");
        browser.waitFor("#make");
    }

    public void makeList(String title) throws IOException, InterruptedException {
        browser.type("#title", title);
        browser.click("#make");
        browser.waitFor("#add");
    }

    /// @param day such as `2026-01-31`; empty for none
    public void add(String text, String day) throws IOException, InterruptedException {
        browser.waitFor("#add");
        browser.type("#text", text);
        browser.evaluate("document.querySelector('#due').value = " + Browser.quoted(day));
        browser.click("#add");
        see(text);
    }

    public void see(String text) throws IOException, InterruptedException {
        browser.until("the task " + text, has(text));
    }

    /// Checks the first task off and waits until the page shows that.
    public void checkFirstOff() throws IOException, InterruptedException {
        browser.click(".task .check");
        browser.until("a task that is done", "document.querySelector('.task.done') !== null");
    }

    public void goHome() throws IOException, InterruptedException {
        browser.click(".brand");
        browser.waitFor("#make");
    }

    /// What the page with all lists says of one.
    public void seeList(String title, String state) throws IOException, InterruptedException {
        browser.until("the list " + title + ", " + state, """
                [...document.querySelectorAll(".list")].some((list) =>
                    list.innerText.includes(%s) && list.innerText.includes(%s))""".formatted(Browser.quoted(title), Browser.quoted(state)));
    }

    private static String has(String text) {
        return "[...document.querySelectorAll('.task .text')].some((task) => task.textContent === "
                + Browser.quoted(text) + ")";
    }
}
