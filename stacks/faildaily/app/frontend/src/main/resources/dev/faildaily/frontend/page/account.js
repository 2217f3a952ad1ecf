// Who is there: the corner at the top, and the door (join, log in).

import * as api from "./api.js";
import { busy, find, make, notice, problem, show } from "./dom.js";

let account = null;
let joining = true;
const listeners = [];

export const current = () => account;
export const onChange = (listener) => listeners.push(listener);

export async function start() {
  find("join-now").addEventListener("click", () => openDoor(true));
  find("other-door").addEventListener("click", () => openDoor(!joining));
  find("close-door").addEventListener("click", () => find("door").close());
  find("door-form").addEventListener("submit", enter);
  change(await api.presence());
}

// Opens the door when nobody is logged in; answers whether somebody is.
export function askToJoin() {
  if (account === null) {
    openDoor(true);
  }
  return account !== null;
}

// The log-in has run out, or was ended elsewhere.
export function lost() {
  change(null);
  openDoor(false);
}

function change(to) {
  account = to;
  draw();
  for (const listener of listeners) {
    listener(account);
  }
}

function draw() {
  const place = find("account");
  if (account === null) {
    place.replaceChildren(
      make("button", { type: "button", id: "log-in", class: "quiet", onclick: () => openDoor(false) }, "Log in"),
      make("button", { type: "button", id: "join", class: "button", onclick: () => openDoor(true) }, "Join"),
    );
  } else {
    place.replaceChildren(
      make("span", { id: "who", class: "who" }, account.name),
      make("button", { type: "button", id: "log-out", class: "quiet", onclick: leave }, "Log out"),
    );
  }
  show(find("welcome"), account === null);
}

function openDoor(toJoin) {
  joining = toJoin;
  find("door-title").textContent = joining ? "Join FailDaily" : "Welcome back";
  show(find("door-text"), joining);
  show(find("door-hint"), joining);
  find("enter").textContent = joining ? "Join" : "Log in";
  find("other-door").textContent = joining ? "I have an account already" : "I’m new here";
  find("password").autocomplete = joining ? "new-password" : "current-password";
  problem(find("door-problem"), "");
  if (!find("door").open) {
    find("door").showModal();
  }
  find("name").focus();
}

async function enter(event) {
  event.preventDefault();
  const name = find("name").value;
  const password = find("password").value;
  await busy(find("enter"), async () => {
    try {
      const entered = joining ? await api.register(name, password) : await api.logIn(name, password);
      find("door-form").reset();
      find("door").close();
      change(entered);
      notice(joining ? `Welcome, ${entered.name}!` : `Good to see you again, ${entered.name}.`);
    } catch (refused) {
      problem(find("door-problem"), refused.message);
    }
  });
}

async function leave() {
  try {
    await api.logOut();
    notice("You are logged out.");
  } catch (refused) {
    if (refused.status !== 401) {
      notice(refused.message);
      return;
    }
  }
  change(null);
}
