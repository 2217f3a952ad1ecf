// Pages work without this. It writes times as people here do, spares a reload where something changes by itself, and fills in
// addresses.
for (const time of document.querySelectorAll("time")) {
  const at = new Date(time.dateTime);
  const isToday = at.toDateString() === new Date().toDateString();
  time.title = at.toLocaleString();
  time.textContent = isToday
    ? at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
    : at.toLocaleDateString([], { day: "numeric", month: "short" });
}

const { revision, watch } = document.body.dataset;
if (revision) {
  const look = async () => {
    if (document.visibilityState === "visible") {
      const answer = await fetch(watch).catch(() => null);
      if (answer?.ok && (await answer.json()).revision !== revision) {
        location.reload();
        return;
      }
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 700);
}

const recent = document.querySelector(".recent");
if (recent) {
  const to = document.querySelector("#to");
  recent.hidden = false;
  for (const chip of recent.querySelectorAll(".chip")) {
    chip.addEventListener("click", () => {
      const typed = to.value.split(/[,;\s]+/).filter(Boolean);
      if (!typed.includes(chip.dataset.address)) {
        to.value = [...typed, chip.dataset.address].join(", ");
      }
      to.focus();
    });
  }
}

document.querySelector("#remove")?.addEventListener("click", (event) => {
  if (!confirm("Remove this e-mail?")) {
    event.preventDefault();
  }
});
