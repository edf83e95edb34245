/* Colours from the style sheet, and what is drawn with them: bars, arrows, crosses. */

const COLOUR_NAMES = ["window", "card", "hairline", "text", "muted", "faint", "accent", "on-accent", "accent-soft", "bad", "arrow",
  "running", "still", "lock", "lock-edge", "queue", "queue-edge", "join", "join-edge", "unseen"];
const colours = {};
let sans = "sans-serif";

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of COLOUR_NAMES) colours[name] = style.getPropertyValue("--" + name).trim();
  sans = style.getPropertyValue("--sans").trim();
}

const EDGED = { lock: "lock-edge", queue: "queue-edge" };

/* A wait of some width: body, and the edge that tells its group without colour. */
function drawWait(pen, group, left, right, top, height) {
  pen.fillStyle = colours[group];
  pen.fillRect(left, top, right - left, height);
  if (group === "join" || group === "unseen") {
    pen.fillStyle = colours["join-edge"];
    pen.fillRect(left, top, right - left, 1);
  } else if (EDGED[group]) {
    pen.fillStyle = colours[EDGED[group]];
    if (group === "queue" && right - left > 4) {
      for (let x = left; x < right; x += 4) pen.fillRect(x, top + height - 2, Math.min(2, right - x), 2);
    } else {
      pen.fillRect(left, top + height - 2, right - left, 2);
    }
  }
}

const NARROW = 1; /* pixels: waits below are added up */
const MARK = 2; /* pixels that a short run between waits takes at least */

/* A lane's bar between two instants; x(t) gives pixels. */
function drawBar(pen, lane, start, end, x, top, height) {
  const from = Math.max(lane.birth, start), to = Math.min(lane.finish, end);
  if (from > to) return;
  const left = x(from), right = Math.max(x(to), left + MARK);
  if (!lane.seen) {
    drawWait(pen, "unseen", left, right, top, height);
    return;
  }
  pen.fillStyle = colours.running;
  pen.fillRect(left, top, right - left, height);
  let pixel = -1, covered = 0, group = "", marked = -9, ranUntil = x(lane.birth);
  const marks = [];
  const flush = () => {
    if (covered > 0) {
      pen.globalAlpha = Math.min(covered, 1);
      drawWait(pen, group, pixel, pixel + 1, top, height);
      pen.globalAlpha = 1;
    }
    covered = 0;
  };
  for (let i = after(waits.end, lane.first, lane.last, start); i < lane.last && waits.start[i] < end; i += 1) {
    const a = x(Math.max(waits.start[i], start)), b = x(Math.min(waits.end[i], end));
    if (a - ranUntil < MARK && a - marked > 2 * MARK && b - a > 2 * MARK && waits.start[i] > start) {
      marks.push(marked = a - MARK);
    }
    if (b - a < NARROW) {
      const at = Math.floor(a);
      if (at !== pixel) { flush(); pixel = at; group = groupOf[waits.state[i]]; }
      covered += b - a;
    } else {
      flush();
      drawWait(pen, groupOf[waits.state[i]], a, b, top, height);
    }
    ranUntil = b;
  }
  flush();
  const ends = lane.ended !== "killed" && lane.end !== null && lane.end <= data.end && lane.finish <= end;
  if (ends && right - ranUntil < MARK && right - marked > 2 * MARK) marks.push(right);
  pen.fillStyle = colours.running;
  for (const mark of marks) pen.fillRect(Math.round(mark), top, MARK, height);
}

function drawArrow(pen, ax, ay, bx, by, size) {
  const neck = bx - size, bend = Math.max(size * 1.1, Math.min(Math.abs(neck - ax) * 0.4, size * 4));
  pen.beginPath();
  pen.moveTo(ax, ay);
  pen.bezierCurveTo(ax + bend, ay, neck - bend, by, neck, by);
  pen.stroke();
  pen.beginPath();
  pen.arc(ax, ay, size / 5, 0, 7);
  pen.moveTo(bx, by);
  pen.lineTo(neck, by - size * 0.48);
  pen.lineTo(neck, by + size * 0.48);
  pen.fill();
}

function drawCross(pen, x, y, size) {
  pen.strokeStyle = colours.bad;
  pen.lineWidth = 1.6;
  pen.beginPath();
  pen.moveTo(x - size, y - size);
  pen.lineTo(x + size, y + size);
  pen.moveTo(x - size, y + size);
  pen.lineTo(x + size, y - size);
  pen.stroke();
}

/* A text that fits: the end of a long one is left out. */
function elided(pen, text, room) {
  if (pen.measureText(text).width <= room) return text;
  const letters = Array.from(text);
  let low = 0, high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pen.measureText(letters.slice(0, middle).join("") + "…").width <= room) low = middle; else high = middle - 1;
  }
  return low ? letters.slice(0, low).join("") + "…" : "";
}
