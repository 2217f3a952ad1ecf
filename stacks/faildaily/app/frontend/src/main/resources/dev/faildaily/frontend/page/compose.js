// Posting a fail. Pictures are made smaller here before they are sent: that is kinder to a telephone's
// connection, and what the camera wrote into the file (such as the place) stays at home.

import * as account from "./account.js";
import * as api from "./api.js";
import { busy, find, make, notice, problem, show } from "./dom.js";
import { category } from "./words.js";

const LARGEST_SIDE = 1600;
const LARGEST_FILE = 10 * 1024 * 1024;
const LONGEST = 2000;

let picture = null;

export function start(categories, posted) {
  find("category").append(...categories.map((word) => make("option", { value: word }, category(word))));
  find("picture").addEventListener("change", choose);
  find("remove-picture").addEventListener("click", () => take(null));
  find("text").addEventListener("input", countDown);
  find("compose").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(find("post"), () => send(posted));
  });
  account.onChange((who) => show(find("compose"), who !== null));
  show(find("compose"), account.current() !== null);
}

function countDown() {
  const left = LONGEST - find("text").value.length;
  find("left").textContent = left < 200 ? String(left) : "";
}

async function choose() {
  const file = find("picture").files[0];
  if (file === undefined) {
    return;
  }
  problem(find("compose-problem"), "");
  try {
    take(await smaller(file));
  } catch {
    find("picture").value = "";
    problem(find("compose-problem"), "Your browser can’t read that picture.");
  }
}

function take(chosen) {
  const preview = find("preview-picture");
  URL.revokeObjectURL(preview.src);
  picture = chosen;
  if (chosen === null) {
    find("picture").value = "";
    preview.removeAttribute("src");
  } else {
    preview.src = URL.createObjectURL(chosen);
  }
  show(find("preview"), chosen !== null);
}

async function smaller(file) {
  if (file.type === "image/gif" && file.size <= LARGEST_FILE) {
    return file; // it may move
  }
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = make("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/jpeg", 0.85),
  );
}

async function send(posted) {
  problem(find("compose-problem"), "");
  const form = new FormData();
  form.set("category", find("category").value);
  form.set("text", find("text").value);
  if (picture !== null) {
    form.set("picture", picture, "picture");
  }
  try {
    const fail = await api.post(form);
    find("text").value = "";
    countDown();
    take(null);
    notice("Posted. That took courage.");
    posted(fail);
  } catch (refused) {
    if (refused.status === 401) {
      account.lost();
    } else {
      problem(find("compose-problem"), refused.message);
    }
  }
}
