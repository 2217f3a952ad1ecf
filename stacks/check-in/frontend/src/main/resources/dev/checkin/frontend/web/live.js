// Shows the event's board as it changes. The page has said all of it once; without this script it is loaded anew.
const page = document.querySelector("[data-live]");
const state = page.querySelector("[data-state]");
const clock = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: page.dataset.zone,
});

const show = (board) => {
  page.querySelector("[data-arrived]").textContent = board.arrived;
  page.querySelector("[data-participants]").textContent = board.participants;
  const progress = page.querySelector("[data-progress]");
  progress.max = Math.max(1, board.participants);
  progress.value = board.arrived;
  for (const session of board.sessions) {
    const count = page.querySelector(`[data-count="${session.id}"]`);
    if (count && count.textContent !== String(session.checkedIn)) {
      count.textContent = session.checkedIn;
      count.classList.remove("changed");
      requestAnimationFrame(() => count.classList.add("changed"));
    }
  }
  page.querySelector("[data-latest]").replaceChildren(...(board.latest.length ? board.latest.map(arrival) : [nobody()]));
};

const arrival = ({ name, session, at }) => {
  const item = document.createElement("li");
  const who = document.createElement("b");
  who.textContent = name;
  const where = document.createElement("span");
  where.className = "soft";
  where.textContent = session;
  const when = document.createElement("time");
  when.dateTime = at;
  when.textContent = clock.format(new Date(at));
  item.append(who, " ", where, " ", when);
  return item;
};

const nobody = () => {
  const item = document.createElement("li");
  item.className = "soft";
  item.textContent = "Nobody yet.";
  return item;
};

const watch = () => {
  const news = new EventSource(page.dataset.live);
  news.onopen = () => {
    state.hidden = false;
    state.textContent = "Live";
  };
  news.onmessage = (message) => show(JSON.parse(message.data));
  news.onerror = () => {
    state.hidden = false;
    state.textContent = "Looking for the connection …";
    // What was refused is not asked for again by the browser itself: somebody may be restarting the server.
    if (news.readyState === EventSource.CLOSED) {
      news.close();
      setTimeout(watch, 3000);
    }
  };
};
watch();
