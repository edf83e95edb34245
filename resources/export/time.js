/* Lengths and instants of time as a person reads them, and where ticks stand. All times are ns. */

const SECOND = 1e9;
const UNITS = [["s", 1e9], ["ms", 1e6], ["µs", 1e3], ["ns", 1]];

/* "850 ns", "77.4 ms", "1.37 s", "2 min 3 s" */
function duration(ns) {
  if (ns < 0) return "−" + duration(-ns);
  if (ns >= 59.5 * 60 * SECOND) {
    const minutes = Math.round(ns / (60 * SECOND));
    return Math.floor(minutes / 60) + " h" + (minutes % 60 ? " " + (minutes % 60) + " min" : "");
  }
  if (ns >= 59.5 * SECOND) {
    const seconds = Math.round(ns / SECOND);
    return Math.floor(seconds / 60) + " min" + (seconds % 60 ? " " + (seconds % 60) + " s" : "");
  }
  for (const [name, unit] of UNITS.slice(0, -1)) {
    if (ns * 2000 >= unit * 1999) {
      const value = ns / unit;
      return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + " " + name;
    }
  }
  return Math.round(ns) + " ns";
}

/* A moment, with the digits that a resolution gives sense: "58.0 ms" */
function instant(t, resolution) {
  if (t < 0) return "−" + instant(-t, resolution);
  if (t < 1) return "0";
  let [name, unit] = UNITS.find((each) => t >= each[1]) || UNITS[3];
  let decimals = 0;
  const step = resolution || t / 100;
  for (let left = unit; left > 1 && step < left; left /= 10) decimals += 1;
  return (t / unit).toFixed(Math.min(decimals, 9)) + " " + name;
}

/* The smallest round step of at least so many ns. */
function tickStep(least) {
  if (least > 5 * SECOND) {
    const clock = [10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400];
    const found = clock.find((seconds) => seconds * SECOND >= least);
    return (found || 864000) * SECOND;
  }
  let power = 1;
  while (power * 10 < least) power *= 10;
  return [1, 2, power > 1 ? 2.5 : 5, 5, 10].map((factor) => factor * power).find((step) => step >= least);
}

/* Instants from `start` to `end` with their labels; with a `base`, the labels count from it. */
function ticks(start, end, least) {
  const step = tickStep(least);
  const at = [];
  for (let t = Math.ceil(start / step) * step; t <= end; t += step) at.push(t);
  if (!at.length) return { at, labels: [], base: "" };
  const last = at[at.length - 1];
  if (String(Math.floor(last / placeOf(step))).length <= 5) return { at, labels: at.map((t) => tickLabel(t, step)), base: "" };
  const baseUnit = Math.pow(10, String(Math.round(step * at.length)).length);
  const base = Math.floor(at[0] / baseUnit) * baseUnit;
  return { at, labels: at.map((t) => "+" + tickLabel(t - base, step)), base: instant(base, baseUnit) };
}

/* The place value of the last digit that a step changes. */
function placeOf(step) {
  let place = 1;
  while (step % (place * 10) === 0) place *= 10;
  return place;
}

function tickLabel(t, step) {
  if (t === 0) return "0";
  if (t < 0) return "−" + tickLabel(-t, step);
  if (step >= 10 * SECOND && t >= 60 * SECOND) {
    const seconds = Math.round(t / SECOND), two = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    return (hours ? hours + ":" + two(minutes) : minutes) + ":" + two(seconds % 60);
  }
  const [name, unit] = UNITS.find((each) => t >= each[1]);
  const decimals = Math.max(String(unit).length - String(placeOf(step)).length, 0);
  const text = (t / unit).toFixed(decimals);
  return (decimals ? text.replace(/0+$/, "").replace(/\.$/, "") : text) + " " + name;
}
