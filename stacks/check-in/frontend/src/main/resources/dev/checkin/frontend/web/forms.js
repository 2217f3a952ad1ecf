// Small things for forms: a question before something is lost, a file instead of pasted text, printing.
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", (event) => {
    if (!confirm(button.dataset.ask)) {
      event.preventDefault();
    }
  });
}

const file = document.querySelector("#list-file");
if (file) {
  file.closest(".file").hidden = false;
  file.addEventListener("change", async () => {
    document.querySelector("#list").value = await file.files[0].text();
  });
}

const print = document.querySelector("#print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
