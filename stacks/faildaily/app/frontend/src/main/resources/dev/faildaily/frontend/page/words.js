// How things are said.

const CATEGORIES = {
  everyday: "Everyday",
  work: "Work",
  kitchen: "Kitchen",
  travel: "Travel",
  sport: "Sport",
  love: "Love",
  technology: "Tech",
};

export const category = (word) => CATEGORIES[word] ?? word;

const STEPS = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86400, "hour", 3600],
  [604800, "day", 86400],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

export function ago(instant) {
  const then = new Date(instant);
  const seconds = Math.max(0, (Date.now() - then) / 1000);
  if (seconds < 45) {
    return "just now";
  }
  for (const [limit, unit, length] of STEPS) {
    if (seconds < limit) {
      return relative.format(-Math.round(seconds / length), unit);
    }
  }
  return absolute.format(then);
}

export const exactly = (instant) =>
  new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short" }).format(new Date(instant));

export const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
