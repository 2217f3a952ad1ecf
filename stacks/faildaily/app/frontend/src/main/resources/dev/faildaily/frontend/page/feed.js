// The list of fails, with their comments and their courage.

import * as account from "./account.js";
import * as api from "./api.js";
import { busy, find, icon, make, notice, problem, show } from "./dom.js";
import { ago, category, count, exactly } from "./words.js";

const chosen = { category: null, mine: false };
let last = null;
let latest = 0;

export function start(categories) {
  drawFilters(categories);
  find("more").addEventListener("click", () => busy(find("more"), () => load(last)));
  account.onChange((who) => {
    if (who === null) {
      chosen.mine = false;
    }
    drawFilters(categories);
    load(null);
  });
  return load(null);
}

export function put(fail) {
  if (chosen.category === null || chosen.category === fail.category) {
    find("feed").prepend(card(fail));
    show(find("nothing"), false);
  }
}

function drawFilters(categories) {
  const filter = (label, wanted, mine) =>
    make("button", {
      type: "button",
      "aria-pressed": String(chosen.category === wanted && chosen.mine === mine),
      onclick: () => {
        Object.assign(chosen, { category: wanted, mine });
        drawFilters(categories);
        load(null);
      },
    }, label);
  find("filters").replaceChildren(
    filter("All", null, false),
    ...(account.current() === null ? [] : [filter("Mine", null, true)]),
    ...categories.map((word) => filter(category(word), word, false)),
  );
}

async function load(before) {
  const turn = ++latest;
  const feed = find("feed");
  feed.setAttribute("aria-busy", "true");
  try {
    const page = await api.fails({ ...chosen, before });
    if (turn !== latest) {
      return; // something else was chosen meanwhile
    }
    const cards = page.fails.map(card);
    if (before === null) {
      feed.replaceChildren(...cards);
    } else {
      feed.append(...cards);
      cards[0]?.focus({ preventScroll: true });
    }
    last = page.fails.at(-1)?.id ?? last;
    show(find("more"), page.more);
    say(feed.childElementCount === 0 ? nothing() : "");
  } catch (refused) {
    if (turn === latest) {
      say(refused.message);
    }
  } finally {
    feed.setAttribute("aria-busy", "false");
  }
}

function say(text) {
  problem(find("nothing"), text);
}

function nothing() {
  if (chosen.mine) {
    return "You haven’t failed yet. Suspicious.";
  }
  return chosen.category === null ? "No fails yet. Be the first one." : "Nothing ever went wrong here. Or nobody tells.";
}

const HUES = 12;

function avatar(name) {
  let sum = 0;
  for (const letter of name) {
    sum = (sum * 31 + letter.codePointAt(0)) % HUES;
  }
  return make("span", { class: `avatar hue-${sum}`, "aria-hidden": "true" }, [...name][0].toUpperCase());
}

function card(fail) {
  const element = make("article", { class: "card fail", tabindex: "-1", "data-id": fail.id });
  const replies = make("div", { class: "replies", hidden: true });
  const bar = make("div", { class: "row actions" });
  element.append(
    make("header", { class: "row" },
      avatar(fail.author),
      make("div", { class: "byline" },
        make("b", {}, fail.author),
        make("time", { datetime: fail.created, title: exactly(fail.created) }, ago(fail.created))),
      make("span", { class: "space" }),
      make("span", { class: "tag" }, category(fail.category))),
    make("p", { class: "text" }, fail.text),
  );
  if (fail.picture) {
    const address = `/api/pictures/${fail.picture}`;
    element.append(make("a", { class: "picture", href: address },
      make("img", { src: address, alt: `Picture of ${fail.author}’s fail`, loading: "lazy", decoding: "async" })));
  }
  element.append(bar, replies);
  drawBar(fail, bar, replies, element);
  return element;
}

function drawBar(fail, bar, replies, element) {
  const courage = make("button", {
    type: "button", class: "quiet courage", "aria-pressed": String(fail.encouraged),
    title: "Wish courage",
    onclick: () => attempt(courage, async () => {
      Object.assign(fail, await api.courage(fail.id, !fail.encouraged));
      drawBar(fail, bar, replies, element);
      bar.querySelector(".courage").focus();
    }),
  }, icon("heart"), fail.courage === 0 ? "Courage!" : count(fail.courage, "courage", "courage"));
  const talk = make("button", {
    type: "button", class: "quiet talk", "aria-expanded": String(!replies.hidden),
    onclick: () => toggle(fail, replies, talk, () => drawBar(fail, bar, replies, element)),
  }, icon("bubble"), fail.comments === 0 ? "Comment" : count(fail.comments, "comment", "comments"));
  const remove = !fail.mine ? null : make("button", {
    type: "button", class: "quiet danger remove", title: "Delete this fail", "aria-label": "Delete this fail",
    onclick: () => confirm("Delete this fail, its picture and its comments for good?")
      && attempt(remove, async () => {
        await api.remove(fail.id);
        element.remove();
        notice("Deleted. It never happened.");
      }),
  }, icon("bin"));
  bar.replaceChildren(courage, talk, make("span", { class: "space" }), ...(remove === null ? [] : [remove]));
}

async function toggle(fail, replies, talk, redraw) {
  if (!replies.hidden) {
    show(replies, false);
    talk.setAttribute("aria-expanded", "false");
    return;
  }
  await busy(talk, async () => {
    try {
      drawReplies(fail, replies, await api.comments(fail.id), redraw);
      show(replies, true);
      redraw();
    } catch (refused) {
      notice(refused.message);
    }
  });
}

function drawReplies(fail, replies, comments, redraw) {
  const list = make("ul", { class: "comments" });
  const change = (by) => {
    fail.comments += by;
    redraw();
  };
  list.append(...comments.map((comment) => reply(comment, () => change(-1))));
  const field = make("input", {
    type: "text", name: "comment", maxlength: "500", required: true,
    "aria-label": "Your comment", placeholder: "Something kind …", autocomplete: "off",
  });
  const send = make("button", { type: "submit", class: "button" }, "Send");
  const form = make("form", {
    class: "row reply",
    onsubmit: (event) => {
      event.preventDefault();
      attempt(send, async () => {
        const comment = await api.comment(fail.id, field.value);
        field.value = "";
        list.append(reply(comment, () => change(-1)));
        change(1);
        field.focus();
      });
    },
  }, field, send);
  replies.replaceChildren(list, form);
}

function reply(comment, removed) {
  const element = make("li", {},
    avatar(comment.author),
    make("div", { class: "said" },
      make("div", { class: "byline" },
        make("b", {}, comment.author),
        make("time", { datetime: comment.created, title: exactly(comment.created) }, ago(comment.created))),
      make("p", {}, comment.text)));
  if (comment.mine) {
    const remove = make("button", {
      type: "button", class: "quiet danger", "aria-label": "Delete your comment",
      onclick: () => attempt(remove, async () => {
        await api.removeComment(comment.id);
        element.remove();
        removed();
      }),
    }, icon("bin"));
    element.append(remove);
  }
  return element;
}

// Does something that only a person with an account can do.
async function attempt(button, work) {
  if (!account.askToJoin()) {
    return;
  }
  await busy(button, async () => {
    try {
      await work();
    } catch (refused) {
      if (refused.status === 401) {
        account.lost();
      } else {
        notice(refused.message);
      }
    }
  });
}
