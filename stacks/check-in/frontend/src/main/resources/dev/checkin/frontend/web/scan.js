// The door: scans with the camera, checks in without loading the page anew, looks names up. Where anything goes wrong, the
// form does it as without a script.
const form = document.querySelector("#scan");
const proof = document.body.dataset.proof;
const QUIET = 2500; // milliseconds in which the same code is not taken twice
const SIDE = 640; // pixels of a picture that is sent to be read

if (form) {
  const event = form.dataset.event;
  const session = form.querySelector("#session");
  const code = form.querySelector("#code");
  const outcome = form.querySelector("#outcome");
  const takeBack = form.querySelector("#take-back");
  const look = document.querySelector("#look");
  const found = document.querySelector("#found");

  // On a telephone the keyboard would cover the door.
  if (matchMedia("(pointer: fine)").matches) {
    code.focus();
  }

  const say = ({ kind, title, detail, participant }) => {
    outcome.className = `outcome ${kind}`;
    outcome.querySelector(".title").textContent = title;
    outcome.querySelector(".detail").textContent = detail;
    outcome.dataset.participant = participant;
    takeBack.hidden = kind !== "welcome";
    look.value = "";
    found.hidden = true;
    navigator.vibrate?.(kind === "welcome" ? 80 : [60, 80, 60]);
  };

  const ask = async (fields) => {
    const body = new URLSearchParams({ session: session.value, ...fields });
    const answer = await fetch(`${event}/scans`, {
      method: "POST",
      headers: { Accept: "application/json", "X-Proof": proof },
      body,
    }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (answer?.ok && said) {
      say(said);
    } else {
      say({ kind: "refused", title: "Not done", detail: said?.problem ?? "There is no connection. Please try again.", participant: "" });
    }
  };

  form.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    const typed = code.value;
    code.value = "";
    await ask({ code: typed });
    code.focus();
  });

  takeBack.addEventListener("click", () => ask({ do: "take-back", participant: outcome.dataset.participant }));

  session.addEventListener("change", () => {
    for (const count of form.querySelectorAll("[data-count]")) {
      count.hidden = count.dataset.count !== session.value;
    }
  });

  // ---- Counts of all doors, live

  const watch = () => {
    const news = new EventSource(`${event}/live`);
    news.onmessage = (message) => {
      for (const { id, checkedIn } of JSON.parse(message.data).sessions) {
        const count = form.querySelector(`[data-count="${id}"]`);
        if (count) {
          count.textContent = checkedIn;
        }
      }
    };
    news.onerror = () => {
      if (news.readyState === EventSource.CLOSED) {
        setTimeout(watch, 3000);
      }
    };
  };
  watch();

  // ---- Camera

  let last = { code: "", at: 0 };
  const seen = async (text) => {
    const now = Date.now();
    if (text !== last.code || now - last.at > QUIET) {
      await ask({ code: text });
    }
    last = { code: text, at: Date.now() };
  };

  // One byte for the brightness of each pixel.
  const canvas = document.createElement("canvas");
  const brightness = (source, width, height) => {
    const scale = Math.min(1, SIDE / Math.max(width, height));
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const grey = new Uint8Array(canvas.width * canvas.height);
    for (let i = 0; i < grey.length; i++) {
      grey[i] = (data[4 * i] * 3 + data[4 * i + 1] * 6 + data[4 * i + 2]) / 10;
    }
    return grey;
  };

  // For browsers that can't read a QR code themselves, the server does.
  const readThere = async (source, width, height) => {
    const grey = brightness(source, width, height);
    const answer = await fetch(`${event}/frames?width=${canvas.width}&height=${canvas.height}`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/octet-stream", "X-Proof": proof },
      body: grey,
    });
    return answer.status === 200 ? (await answer.json()).code : "";
  };

  const readers = async () => {
    const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
    if (!formats.includes("qr_code")) {
      return { read: readThere, pause: 400 };
    }
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return { read: async (source) => (await detector.detect(source))[0]?.rawValue ?? "", pause: 120 };
  };

  const video = form.querySelector("#video");
  const lenses = form.querySelector(".lenses");
  const cameraOn = form.querySelector("#camera-on");
  lenses.hidden = false;
  // Browsers lend the camera to pages with https (and of this machine) only. A picture can be taken anywhere.
  cameraOn.hidden = !navigator.mediaDevices;

  cameraOn.addEventListener("click", async () => {
    if (video.srcObject) {
      video.srcObject.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
      form.querySelector("#camera").hidden = true;
      cameraOn.textContent = "Use camera";
      return;
    }
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      say({ kind: "refused", title: "No camera", detail: "The browser doesn't lend it. Type the code instead.", participant: "" });
      return;
    }
    form.querySelector("#camera").hidden = false;
    cameraOn.textContent = "Camera off";
    code.blur();
    await video.play();
    const { read, pause } = await readers();
    while (video.srcObject) {
      const text = await read(video, video.videoWidth, video.videoHeight).catch(() => "");
      if (text) {
        await seen(text);
      }
      await new Promise((done) => setTimeout(done, pause));
    }
  });

  const photo = form.querySelector("#photo");
  photo.addEventListener("change", async () => {
    const picture = await createImageBitmap(photo.files[0]).catch(() => null);
    const text = picture ? await readThere(picture, picture.width, picture.height).catch(() => "") : "";
    photo.value = "";
    if (text) {
      await ask({ code: text });
    } else {
      say({ kind: "refused", title: "No code seen", detail: "Go nearer, or type the code.", participant: "" });
    }
  });

  // ---- Names

  document.querySelector(".lookup").hidden = false;
  let turn = 0;
  look.addEventListener("input", async () => {
    const mine = ++turn;
    const wanted = look.value.trim();
    if (wanted.length < 2) {
      found.hidden = true;
      return;
    }
    const answer = await fetch(`${event}/people?search=${encodeURIComponent(wanted)}`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    const people = answer?.ok ? (await answer.json()).participants.slice(0, 8) : [];
    if (mine === turn) {
      found.hidden = false;
      found.replaceChildren(...(people.length ? people.map(entry) : [nobody()]));
    }
  });

  const entry = ({ id, name, note, checkIns }) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const who = document.createElement("b");
    who.textContent = name;
    const what = document.createElement("span");
    what.className = "soft";
    what.textContent = note;
    words.append(who, " ", what);
    item.append(words);
    if (checkIns.some((each) => each.session === session.value)) {
      const here = document.createElement("span");
      here.className = "here";
      here.textContent = "here";
      item.append(here);
    } else {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Check in";
      button.addEventListener("click", async () => {
        await ask({ participant: id });
        scrollTo({ top: 0, behavior: "smooth" });
      });
      item.append(button);
    }
    return item;
  };

  const nobody = () => {
    const item = document.createElement("li");
    item.className = "soft";
    item.textContent = "Nobody of that name is on the list.";
    return item;
  };
}
