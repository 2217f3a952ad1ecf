// Shows at once what another day or another answer changes. It asks the gateway, which lets our pages do that; where it
// can't be reached, the button does the same.
const wish = document.querySelector("#wish");

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function shown(day) {
  const date = new Date(`${day}T12:00:00`);
  const near = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleDateString("en-GB", near
    ? { weekday: "short", day: "numeric", month: "short" }
    : { day: "numeric", month: "short", year: "numeric" });
}

function show(tasks) {
  const phases = new Map();
  for (const task of tasks) {
    phases.set(task.phase, [...(phases.get(task.phase) ?? []), task]);
  }
  document.querySelector("#preview").replaceChildren(...[...phases].flatMap(([phase, steps]) => {
    const list = element("ul", "", { class: "card steps" });
    for (const step of steps) {
      const item = element("li", "");
      item.append(element("span", step.text, { class: "text" }), " ", element("time", shown(step.due), { datetime: step.due }));
      list.append(item);
    }
    return [element("h3", phase), list];
  }));
}

let latest = 0;

async function refresh() {
  const query = new URLSearchParams(new FormData(wish));
  query.delete("title");
  const turn = ++latest;
  try {
    const answer = await fetch(`${wish.dataset.gateway}/templates/${wish.dataset.template}/preview?${query}`);
    if (answer.ok && turn === latest) {
      show((await answer.json()).tasks);
      document.querySelector("#preview").dataset.live = "true";
    }
  } catch {
    for (const button of wish.querySelectorAll(".plain")) {
      button.hidden = false;
    }
  }
}

if (wish) {
  for (const button of wish.querySelectorAll(".plain")) {
    button.hidden = true;
  }
  wish.addEventListener("change", (event) => {
    if (event.target.name !== "title") {
      refresh();
    }
  });
}
