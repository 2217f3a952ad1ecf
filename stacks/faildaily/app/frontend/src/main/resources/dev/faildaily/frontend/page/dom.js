// Makes elements. Text goes in as text, never as HTML: what people write stays what they wrote.

export const find = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  heart: "M12 20.5C5 15.6 2.5 12.2 2.5 8.6 2.5 6 4.5 4 7 4c2 0 3.8 1.100 5 3 1.200-1.900 3-3 5-3 2.500 0 4.500 2 4.500 4.600 0 3.600-2.500 7-9.500 11.900z",
  bubble: "M4 4h16a1.500 1.500 0 0 1 1.500 1.500v10A1.500 1.500 0 0 1 20 17H11l-5 4v-4H4a1.500 1.500 0 0 1-1.500-1.500v-10A1.500 1.500 0 0 1 4 4z",
  bin: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

let hiding;

// Says something in passing.
export function notice(text) {
  const place = find("notice");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => place.classList.remove("shown"), 5000);
}

export function show(element, visible) {
  element.hidden = !visible;
}

export function problem(place, text) {
  place.textContent = text;
  show(place, text !== "");
}

// While something is under way its button can't be pressed again.
export async function busy(button, work) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}
