package dev.hauban.acceptance;

import java.io.IOException;
import java.net.URI;

/// What a person does with the TodoApp Generator, in a browser.
public record TodoappGeneratorStory(Browser browser, URI address) {
    /// Comes in by way of a template that they chose.
    public void registerFor(String template, String name, String password) throws IOException, InterruptedException {
        browser.size(390, 844);
        browser.open(address);
        browser.waitFor("#join");
        browser.click("a[href='/templates/" + template + "']");
        browser.waitFor("#wish");
        browser.click("#wish #join");
        enter(name, password);
        browser.waitFor("#generate");
    }

    public void logIn(String name, String password) throws IOException, InterruptedException {
        browser.size(390, 844);
        browser.open(address);
        browser.waitFor("#log-in");
        browser.click("#log-in");
        enter(name, password);
        browser.waitFor("#make");
    }

    private void enter(String name, String password) throws IOException, InterruptedException {
        browser.waitFor("#enter");
        browser.type("#name", name);
        browser.type("#password", password);
        browser.click("#enter");
    }

    /// Chooses an option and waits until the page, by its script, shows what that adds.
    ///
    /// @param step that comes with the option
    public void choose(String option, String step) throws IOException, InterruptedException {
        browser.click("input[name=with][value=" + option + "]");
        browser.until("what the gateway told the page's script", """
                document.querySelector('#preview').dataset.live === 'true'
                    && document.querySelector('#preview').innerText.includes(%s)""".formatted(Browser.quoted(step)));
    }

    public void generate(String title) throws IOException, InterruptedException {
        browser.evaluate("document.querySelector('#title').value = " + Browser.quoted(title));
        browser.click("#generate");
        browser.waitFor("#add");
    }

    public void see(String task) throws IOException, InterruptedException {
        browser.until(
                "the task " + task,
                "[...document.querySelectorAll('.task .text')].some((text) => text.textContent === "
                        + Browser.quoted(task) + ")");
    }

    public void add(String task) throws IOException, InterruptedException {
        browser.type("#text", task);
        browser.click("#add");
        see(task);
    }

    /// Checks the first task off and waits until the page shows that.
    public void checkFirstOff() throws IOException, InterruptedException {
        browser.click(".task .check");
        browser.until("a task that is done", "document.querySelector('.task.done') !== null");
    }

    public void goHome() throws IOException, InterruptedException {
        browser.click("#home");
        browser.waitFor("#make");
    }

    /// What the page with all lists says of one.
    public void seeList(String title, String state) throws IOException, InterruptedException {
        browser.until("the list " + title + ", " + state, """
                [...document.querySelectorAll(".list")].some((list) =>
                    list.innerText.includes(%s) && list.innerText.includes(%s))""".formatted(Browser.quoted(title), Browser.quoted(state)));
    }

    /// Whether no page is wider than the telephone.
    public boolean fits() throws IOException, InterruptedException {
        return browser.evaluate("String(document.documentElement.scrollWidth <= innerWidth)")
                .equals("true");
    }
}
