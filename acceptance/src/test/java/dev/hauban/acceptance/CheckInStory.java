package dev.hauban.acceptance;

import java.io.IOException;
import java.net.URI;

/// What people do with Check-in, in the words of its pages: an organizer before and during an event, and somebody
/// at its door.
public final class CheckInStory {
    private final Browser browser;
    private final URI page;

    public CheckInStory(Browser browser, URI page) {
        this.browser = browser;
        this.page = page;
    }

    public void register(String name, String password) throws IOException, InterruptedException {
        browser.open(page);
        browser.click("#join");
        enter(name, password);
    }

    public void logIn(String name, String password) throws IOException, InterruptedException {
        browser.open(page);
        browser.click("#log-in");
        enter(name, password);
    }

    private void enter(String name, String password) throws IOException, InterruptedException {
        browser.waitFor("#enter");
        browser.type("#name", name);
        browser.type("#password", password);
        browser.click("#enter");
        browser.waitFor("#new-event");
    }

    /// It begins at the next full hour, with one session.
    public void makeEvent(String title, String place) throws IOException, InterruptedException {
        browser.type("#title", title);
        browser.type("#place", place);
        browser.click("#make");
        browser.waitFor("#to-participants");
    }

    public void openEvent(String title) throws IOException, InterruptedException {
        browser.until("the event " + title, has(".event b", title));
        browser.click(".event");
        browser.waitFor("#to-participants");
    }

    public void openParticipants() throws IOException, InterruptedException {
        browser.click("#to-participants");
        browser.waitFor("#add");
    }

    public void addParticipant(String name, String note) throws IOException, InterruptedException {
        browser.type("#name", name);
        browser.type("#note", note);
        browser.click("#add");
        seeParticipant(name);
    }

    /// @param list lines of name, e-mail address, note
    public void addMany(String list, String outcome) throws IOException, InterruptedException {
        browser.click("#many");
        browser.type("#list", list);
        browser.click("#take");
        browser.until(
                "what was taken: " + outcome,
                "document.querySelector('#taken')?.innerText.includes(" + Browser.quoted(outcome) + ")");
    }

    public void seeParticipant(String name) throws IOException, InterruptedException {
        browser.until("the participant " + name, has(".person b", name));
    }

    /// The code of a participant's ticket, as its page shows it.
    public String ticketOf(String name) throws IOException, InterruptedException {
        return browser.evaluate("""
                [...document.querySelectorAll(".person")]
                    .find((person) => person.querySelector("b").textContent === %s)
                    .querySelector(".ticket-link").textContent.replace("Ticket", "").trim()""".formatted(Browser.quoted(name)));
    }

    public void backToEvent() throws IOException, InterruptedException {
        browser.click(".crumb");
        browser.waitFor("#to-settings");
    }

    /// What lets people in who help at the door.
    public String doorCode() throws IOException, InterruptedException {
        browser.click("#to-settings");
        browser.waitFor("#door-code");
        return browser.evaluate("document.querySelector('#door-code').textContent");
    }

    public void enterDoor(String code, String name) throws IOException, InterruptedException {
        browser.open(page.resolve("/door/" + code));
        browser.type("#name", name);
        browser.click("#enter");
        browser.waitFor("#check-in");
    }

    /// Types a code, and waits for what the door says.
    public void typeCode(String code, String kind, String words) throws IOException, InterruptedException {
        browser.type("#code", code);
        browser.click("#check-in");
        seeOutcome(kind, words);
    }

    public void seeOutcome(String kind, String words) throws IOException, InterruptedException {
        browser.until(
                "the door to say " + kind + ": " + words, """
                (() => {
                  const said = document.querySelector("#outcome");
                  return said.classList.contains(%s) && said.innerText.includes(%s);
                })()""".formatted(Browser.quoted(kind), Browser.quoted(words)));
    }

    public void takeBack() throws IOException, InterruptedException {
        browser.click("#take-back");
        seeOutcome("taken-back", "Taken back");
    }

    public void useCamera() throws IOException, InterruptedException {
        browser.click("#camera-on");
    }

    /// Somebody without a ticket: found by a part of their name.
    public void checkInByName(String part, String name) throws IOException, InterruptedException {
        browser.type("#look", part);
        browser.until("the name " + name, has("#found b", name));
        browser.click("#found button");
        seeOutcome("welcome", name);
    }

    /// What the event's page says, without being loaded anew.
    public void seeArrived(int arrived, int participants) throws IOException, InterruptedException {
        browser.until(
                arrived + " of " + participants + " to be here",
                "document.querySelector('[data-arrived]').textContent === '" + arrived
                        + "' && document.querySelector('[data-participants]').textContent === '" + participants + "'");
    }

    private static String has(String selector, String text) {
        return "[...document.querySelectorAll('" + selector + "')].some((element) => element.textContent === "
                + Browser.quoted(text) + ")";
    }
}
