/* The timeline: what part of the run is in sight, how it is painted, and what pointer and keys do. */

const canvas = document.getElementById("canvas");
const stage = document.getElementById("stage");
const card = document.getElementById("hover");
const AXIS = 30, PITCH = 22, LEAST_PITCH = 15, PAD = 12, CORE = 16, APART = 6;
const LEAST_NS = 200;
const MOST_ARROWS = 20000;

const view = { start: 0, end: 1, scroll: 0, lane: -1, cursor: null, piece: null };
const size = { width: 0, height: 0, names: 120, pitch: PITCH, area: 0, cores: 0 };
let drawn = 0;
let onSelect = () => {};

/* places ------------------------------------------------------------------------------------------------- */
const left = () => size.names + 2 * PAD;
const right = () => size.width - PAD - 6;
const pixelNs = () => (view.end - view.start) / Math.max(right() - left(), 1);
const xOf = (t) => left() + (t - view.start) / pixelNs();
const tOf = (x) => view.start + (x - left()) * pixelNs();
const topOf = (index) => AXIS + index * size.pitch - view.scroll;
const overflow = () => Math.max(lanes.length * size.pitch - size.area, 0);

function laneAt(y) {
  if (y < AXIS || y >= AXIS + size.area) return null;
  return lanes[Math.floor((y - AXIS + view.scroll) / size.pitch)] || null;
}

function wholeRun() {
  const first = data.program_ns * 10 > data.end && data.end > data.program_ns ? data.program_ns : 0;
  const room = Math.max((data.end - first) * 0.02, 1000);
  return [first ? first - room : 0, Math.max(data.end, 1) + room];
}

/* Show a part of the run, as far as there is something to see. */
function show(start, end) {
  const low = Math.min(0, wholeRun()[0]), high = wholeRun()[1];
  const span = Math.min(Math.max(end - start, LEAST_NS), high - low);
  view.start = Math.min(Math.max(start, low), high - span);
  view.end = view.start + span;
  redraw();
}

function zoom(factor, t) {
  const about = t === undefined ? (view.cursor !== null && view.cursor > view.start && view.cursor < view.end ? view.cursor : (view.start + view.end) / 2) : t;
  show(about - (about - view.start) / factor, about + (view.end - about) / factor);
}

function pan(share) {
  const by = (view.end - view.start) * share;
  show(view.start + by, view.end + by);
}

function scrollLanes(pixels) {
  view.scroll = Math.min(Math.max(view.scroll + pixels, 0), overflow());
  redraw();
}

/* Give the canvas the height that the lanes want, within what the window has. */
function fit() {
  const pen = canvas.getContext("2d");
  pen.font = "600 13px " + sans;
  const wanted = Math.max(60, ...lanes.slice(0, 2000).map((lane) => pen.measureText(lane.name + (lane.note ? "  " + lane.note : "")).width + lane.indent * 12));
  size.width = stage.clientWidth;
  size.names = Math.min(Math.ceil(wanted), Math.max(size.width * 0.28, 60));
  size.cores = data.cores.length && data.cores.length <= 16 ? data.cores.length * CORE + 8 : 0;
  const most = Math.max(Math.round(window.innerHeight * 0.56) - 60, 160);
  const fixed = AXIS + size.cores + 8;
  size.pitch = Math.min(PITCH, Math.max(LEAST_PITCH, Math.floor((most - fixed) / Math.max(lanes.length, 1))));
  size.height = Math.min(fixed + Math.max(lanes.length, 4) * size.pitch, most);
  size.area = size.height - fixed;
  stage.style.height = size.height + "px";
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  scrollLanes(0);
}

/* painting ----------------------------------------------------------------------------------------------- */
function redraw() {
  if (!drawn) drawn = requestAnimationFrame(paint);
}

function paint() {
  drawn = 0;
  const pen = canvas.getContext("2d"), ratio = canvas.width / Math.max(size.width, 1);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = colours.card;
  pen.fillRect(0, 0, size.width, size.height);
  if (!lanes.length) {
    pen.font = "13px " + sans;
    pen.fillStyle = colours.muted;
    pen.textAlign = "center";
    pen.fillText(words.nothing, size.width / 2, size.height / 2);
    pen.textAlign = "left";
    return;
  }
  paintAxis(pen);
  pen.save();
  pen.beginPath();
  pen.rect(0, AXIS, size.width, size.area);
  pen.clip();
  const first = Math.floor(view.scroll / size.pitch), last = Math.min(Math.ceil((view.scroll + size.area) / size.pitch), lanes.length);
  for (let index = first; index < last; index += 1) paintLane(pen, lanes[index]);
  paintArrows(pen, first, last);
  if (data.omitted.spans) paintCut(pen);
  pen.restore();
  paintCores(pen);
  paintScroll(pen);
  paintCursor(pen);
}

function paintAxis(pen) {
  const found = ticks(view.start, view.end, pixelNs() * 90);
  pen.font = "11px " + sans;
  pen.fillStyle = colours.hairline;
  pen.fillRect(left(), AXIS - 9, right() - left(), 1);
  pen.textBaseline = "alphabetic";
  found.at.forEach((t, index) => {
    const x = Math.round(xOf(t));
    if (x < left() - 1) return;
    pen.fillStyle = colours.hairline;
    pen.fillRect(x, AXIS - 9, 1, 4);
    const wide = pen.measureText(found.labels[index]).width;
    pen.fillStyle = colours.muted;
    pen.fillText(found.labels[index], Math.min(Math.max(x - wide / 2, left() - 4), size.width - wide - 4), AXIS - 14);
  });
  if (found.base) {
    pen.fillStyle = colours.muted;
    pen.fillText(found.base, PAD, AXIS - 14);
  }
}

function paintLane(pen, lane) {
  const top = topOf(lane.index), height = Math.round(size.pitch * 0.64), barTop = Math.round(top + (size.pitch - height) / 2);
  if (lane.index === view.lane) {
    pen.fillStyle = colours["accent-soft"];
    pen.fillRect(4, top, size.width - 8, size.pitch);
  }
  if (lane.ruled) {
    pen.fillStyle = colours.hairline;
    pen.fillRect(PAD, Math.round(top), size.width - 2 * PAD, 1);
  }
  paintName(pen, lane, top + size.pitch / 2);
  pen.save();
  pen.beginPath();
  pen.rect(left(), AXIS, right() - left() + 6, size.area);
  pen.clip();
  drawBar(pen, lane, view.start, view.end, xOf, barTop, height);
  paintLabels(pen, lane, barTop + height / 2);
  if ((lane.ended === "killed" || lane.ended === "raised") && lane.end !== null && lane.finish < data.end + 1) {
    drawCross(pen, xOf(lane.finish) + 6, barTop + height / 2, 3.2);
  }
  if (view.piece && view.piece.lane === lane) {
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 1.5;
    const a = Math.max(xOf(view.piece.start), left() - 4), b = Math.min(xOf(view.piece.end), right() + 8);
    pen.strokeRect(a, barTop - 1, Math.max(b - a, 2), height + 2);
  }
  pen.restore();
}

function paintName(pen, lane, middle) {
  pen.textBaseline = "middle";
  pen.font = (lane.index === view.lane ? "600 " : "") + Math.min(13, size.pitch - 3) + "px " + sans;
  pen.fillStyle = colours.text;
  const indent = PAD + lane.indent * 12, name = elided(pen, lane.name, size.names + PAD - indent);
  pen.fillText(name, indent, middle);
  const wide = pen.measureText(name + " ").width;
  pen.font = "11px " + sans;
  if (lane.note && indent + wide + pen.measureText(lane.note).width < size.names + PAD) {
    pen.fillStyle = colours.muted;
    pen.fillText(lane.note, indent + wide + 2, middle);
  }
}

/* A word or two inside the waits that are wide enough. */
function paintLabels(pen, lane, middle) {
  if (size.pitch < 15) return;
  const first = after(waits.end, lane.first, lane.last, view.start), last = after(waits.start, lane.first, lane.last, view.end);
  if (last - first > 4000) return;
  let tries = 0;
  pen.font = "11px " + sans;
  pen.fillStyle = colours.text;
  pen.globalAlpha = 0.68;
  for (let i = first; i < last && tries < 200; i += 1) {
    const a = Math.max(xOf(waits.start[i]), left()), b = Math.min(xOf(waits.end[i]), right());
    if (b - a < 40) continue;
    tries += 1;
    const text = label(i);
    if (text && pen.measureText(text).width < b - a - 12) pen.fillText(text, a + 6, middle);
  }
  pen.globalAlpha = 1;
}

function label(i) {
  const word = data.states[waits.state[i]], holder = lanes[waits.holder[i]];
  if (word === "join" || word === "process") return holder ? "join " + holder.name : "join";
  if (groupOf[waits.state[i]] === "still") return "";
  const thing = data.things[waits.object[i]];
  return thing && thing[1] ? word + " " + thing[1] : word;
}

/* Those that can be told apart: no other at the same lane within a few pixels. */
function paintArrows(pen, first, last) {
  const found = arrowsInSight();
  if (found.length > MOST_ARROWS) return;
  const near = APART * pixelNs(), sent = new Map(), received = new Map();
  const crowd = (seen, lane, flow, t) => {
    const before = seen.get(lane);
    if (before && t - before.t < near) { before.flow.crowded = true; flow.crowded = true; }
    seen.set(lane, { flow, t });
  };
  for (const flow of found) { flow.crowded = false; crowd(received, flow.to, flow, flow.received); }
  for (const flow of [...found].sort((a, b) => a.sent - b.sent)) crowd(sent, flow.from, flow, flow.sent);
  pen.beginPath();
  pen.rect(left() - 4, AXIS, right() - left() + 10, size.area);
  pen.clip();
  pen.strokeStyle = pen.fillStyle = colours.arrow;
  pen.lineWidth = 1;
  for (const flow of found) {
    if (flow.crowded || flow.from === flow.to || Math.min(flow.from, flow.to) < first || Math.max(flow.from, flow.to) >= last) continue;
    drawArrow(pen, xOf(flow.sent), topOf(flow.from) + size.pitch / 2, xOf(flow.received), topOf(flow.to) + size.pitch / 2, Math.min(6, size.pitch * 0.4));
  }
}

const flows = data.flows.map(([kind, from, to, sent, took]) => ({ kind, from, to, sent, received: sent + took, crowded: false }));
const receivedAt = Float64Array.from(flows, (flow) => flow.received);

function arrowsInSight() {
  const low = after(receivedAt, 0, flows.length, view.start - 1), found = [];
  const reach = view.end + (view.end - view.start);
  for (let i = low; i < flows.length && flows[i].received < reach && found.length <= MOST_ARROWS; i += 1) {
    if (flows[i].sent <= view.end) found.push(flows[i]);
  }
  return found;
}

function paintCores(pen) {
  if (!size.cores) return;
  const from = AXIS + size.area + 6;
  data.cores.forEach((rows, core) => {
    const bottom = from + (core + 1) * CORE - 2;
    pen.font = "11px " + sans;
    pen.textBaseline = "alphabetic";
    pen.fillStyle = colours.muted;
    pen.fillText(elided(pen, fill(words.core, core), size.names), PAD, bottom - 2);
    pen.globalAlpha = 0.38;
    pen.fillStyle = colours.running;
    for (let i = 0; i < rows.length; i += 3) {
      if (rows[i + 1] < view.start || rows[i] > view.end) continue;
      const a = Math.max(xOf(rows[i]), left()), b = Math.min(xOf(rows[i + 1]), right()), high = (rows[i + 2] / 1000) * (CORE - 4);
      pen.fillRect(a, bottom - high, Math.max(b - a, 0), high);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = colours.hairline;
    pen.fillRect(left(), bottom, right() - left(), 1);
  });
}

/* Where the page ends before the run does. */
function paintCut(pen) {
  pen.fillStyle = colours.muted;
  for (let y = AXIS; y < AXIS + size.area; y += 5) pen.fillRect(Math.round(xOf(data.end)) + 3, y, 1, 2);
}

function paintScroll(pen) {
  if (!overflow()) return;
  const whole = lanes.length * size.pitch, length = Math.max((size.area * size.area) / whole, 20);
  pen.fillStyle = colours.faint;
  pen.globalAlpha = 0.5;
  pen.fillRect(size.width - 6, AXIS + ((size.area - length) * view.scroll) / overflow(), 4, length);
  pen.globalAlpha = 1;
}

function paintCursor(pen) {
  if (view.cursor === null || view.cursor < view.start || view.cursor > view.end) return;
  const x = Math.round(xOf(view.cursor)), text = instant(view.cursor, pixelNs());
  pen.fillStyle = colours.accent;
  pen.fillRect(x, AXIS - 9, 1.5, size.height - AXIS + 3);
  pen.font = "600 11px " + sans;
  const wide = pen.measureText(text).width + 12, from = Math.min(Math.max(x - wide / 2, 2), size.width - wide - 2);
  pen.beginPath();
  pen.roundRect(from, 3, wide, 17, 8.5);
  pen.fill();
  pen.fillStyle = colours["on-accent"];
  pen.textBaseline = "middle";
  pen.fillText(text, from + 6, 12);
}

/* in words ----------------------------------------------------------------------------------------------- */

/* What a lane does: a title and further lines. */
function describe(piece, t) {
  const word = stateWord(piece.state), lane = piece.lane;
  const holder = piece.wait >= 0 ? lanes[waits.holder[piece.wait]] : null;
  const thing = piece.wait >= 0 ? thingName(waits.object[piece.wait]) : "";
  const whom = holder ? holder.name : thing || (word === "join" ? words.aResult : "");
  const lines = [fill(words.does[word], lane.name, thing, whom).trim()];
  if (word === "unseen") return [...lines, words.anothers];
  const length = duration(piece.end - piece.start);
  const place = piece.wait >= 0 ? data.places[waits.place[piece.wait]] : null;
  const where = place ? " (" + (place[0] === 0 ? "" : place[1] + ", ") + fill(words.atLine, place[2]) + ")" : "";
  lines.push((piece.open ? fill(words.soFar, length) : length) + " · " + (piece.open ? fill(words.since, instant(piece.start, pixelNs())) :
    fill(words.until, instant(piece.start, pixelNs()), instant(piece.end, pixelNs()))) + where);
  if (piece.wait >= 0 && (word === "lock" || word === "rlock")) lines.push(...lockLines(piece, holder));
  if (piece.wait < 0 && lane.cpu !== null && lane.cpu !== undefined) lines.push(fill(words.cpu, duration(lane.cpu)));
  if (lane.exception && piece.end >= lane.finish) lines.push(lane.exception);
  else if (words.ends[lane.ended] && piece.end >= lane.finish) lines.push(words.ends[lane.ended]);
  return lines;
}

/* Who held the lock when the wait began, and who had it until its end. */
function lockLines(piece, holder) {
  const holds = data.holds[waits.object[piece.wait]] || [], lines = [];
  const held = holds.find(([lane, from, to]) => from <= piece.start && (to === null || to > piece.start));
  if (held && lanes[held[0]]) {
    const where = held[3] ? " (" + fill(words.atLine, held[3]) + ")" : "";
    lines.push(fill(words.heldBy, lanes[held[0]].name, instant(held[1], pixelNs())) + where);
  } else if (holder) {
    lines.push(fill(words.held, holder.name));
  }
  const next = holds.filter(([, from]) => from > piece.start && from < piece.end).map(([lane]) => lanes[lane]).filter(Boolean).map((lane) => lane.name);
  if (next.length) {
    const named = next.slice(0, 4).join(", ");
    lines.push(fill(words.then, next.length > 4 ? fill(words.more, named, next.length - 4) : named));
  }
  return lines;
}

function hover(x, y) {
  const lane = x >= left() - 4 && x <= right() + 6 ? laneAt(y) : null;
  const t = tOf(x), piece = lane ? pieceNear(lane, t) : null;
  card.hidden = !piece;
  if (!piece) return;
  card.replaceChildren(...describe(piece, t).map((line) => {
    const row = document.createElement("p");
    row.textContent = line;
    return row;
  }));
  card.style.left = Math.max(Math.min(x + 14, size.width - card.offsetWidth - 8), 4) + "px";
  const below = y + 18;
  card.style.top = (below + card.offsetHeight > size.height + 60 ? Math.max(y - card.offsetHeight - 12, -40) : below) + "px";
}

/* A piece within reach of the pointer: short ones can't be hit exactly. */
function pieceNear(lane, t) {
  const reach = 2 * pixelNs();
  const found = pieceAt(lane, t);
  if (found && (found.wait >= 0 || !lane.seen)) return found;
  const next = after(waits.end, lane.first, lane.last, t - reach);
  if (next < lane.last && waits.start[next] <= t + reach && found && found.end - found.start > reach) return waitPiece(lane, next);
  return found || pieceAt(lane, Math.min(Math.max(t, lane.birth), lane.finish - 1) === t ? t : t - reach) || pieceAt(lane, t + reach);
}

/* choosing ----------------------------------------------------------------------------------------------- */
function choose(lane, t) {
  view.lane = lane ? lane.index : -1;
  view.cursor = t;
  view.piece = lane && t !== null ? pieceNear(lane, t) : null;
  if (lane) {
    const top = lane.index * size.pitch;
    if (top < view.scroll) view.scroll = top;
    if (top + size.pitch > view.scroll + size.area) view.scroll = Math.min(top + size.pitch - size.area, overflow());
  }
  redraw();
  onSelect();
}

/* Go to a moment, in sight. */
function goTo(lane, t) {
  if (t < view.start || t > view.end) {
    const half = (view.end - view.start) / 2;
    show(t - half, t + half);
  }
  choose(lane, t);
}

function stepLane(by) {
  const index = Math.min(Math.max(view.lane < 0 ? (by > 0 ? 0 : lanes.length - 1) : view.lane + by, 0), lanes.length - 1);
  if (lanes[index]) choose(lanes[index], view.cursor === null ? Math.max(lanes[index].birth, view.start) : view.cursor);
}

/* To the next or the previous wait of the lane. */
function stepWait(by) {
  const lane = lanes[Math.max(view.lane, 0)];
  if (!lane) return;
  const t = view.cursor === null ? view.start : view.cursor;
  const next = after(waits.start, lane.first, lane.last, t);
  const at = by > 0 ? next : next - (next > lane.first && waits.start[next - 1] < t ? 1 : 2);
  if (at >= lane.first && at < lane.last) {
    goTo(lane, waits.start[at]);
    view.piece = waitPiece(lane, at);
    onSelect();
  }
}

const KEYS = {
  ArrowLeft: (ctrl) => (ctrl ? stepWait(-1) : pan(-0.1)), ArrowRight: (ctrl) => (ctrl ? stepWait(1) : pan(0.1)),
  ArrowUp: () => stepLane(-1), ArrowDown: () => stepLane(1), PageUp: () => scrollLanes(-size.area), PageDown: () => scrollLanes(size.area),
  "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), _: () => zoom(1 / 1.5), 0: () => show(...wholeRun()),
  Home: () => show(wholeRun()[0], wholeRun()[0] + view.end - view.start), End: () => show(data.end - view.end + view.start, data.end),
  Enter: () => { if (view.piece) zoomTo(view.piece); }, Escape: () => { card.hidden = true; choose(null, null); },
};

function zoomTo(piece) {
  const room = Math.max((piece.end - piece.start) * 0.1, LEAST_NS);
  show(piece.start - room, piece.end + room);
}

function handleKeys(event) {
  const act = KEYS[event.key];
  const ours = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (!act || event.altKey || event.metaKey || (event.ctrlKey && !ours)) return;
  event.preventDefault();
  act(event.ctrlKey);
}

function handlePointer() {
  let drag = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [x, y] = place(event);
    drag = { x, y, start: view.start, end: view.end, scroll: view.scroll, moving: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    if (!drag) { hover(x, y); return; }
    if (Math.hypot(x - drag.x, y - drag.y) > 4) drag.moving = true;
    if (!drag.moving) return;
    card.hidden = true;
    canvas.classList.add("dragging");
    const by = (drag.x - x) * pixelNs();
    show(drag.start + by, drag.end + by);
    view.scroll = drag.scroll;
    scrollLanes(drag.y - y);
  });
  canvas.addEventListener("pointerup", (event) => {
    const [x, y] = place(event);
    if (drag && !drag.moving) choose(laneAt(y), x >= left() - 4 ? Math.max(tOf(x), 0) : view.cursor);
    drag = null;
    canvas.classList.remove("dragging");
  });
  canvas.addEventListener("pointercancel", () => { drag = null; canvas.classList.remove("dragging"); });
  canvas.addEventListener("pointerleave", () => { card.hidden = true; });
  canvas.addEventListener("dblclick", (event) => {
    const [x, y] = place(event), lane = laneAt(y), piece = lane && x >= left() ? pieceNear(lane, tOf(x)) : null;
    if (piece) zoomTo(piece);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const [x, y] = place(event), unit = [1, 33, 400][event.deltaMode] || 1;
    if (x < left() && !event.ctrlKey) scrollLanes(event.deltaY * unit);
    else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(((event.deltaX || event.deltaY) * unit) / 1000);
    else zoom(Math.pow(1.25, (-event.deltaY * unit) / 100), tOf(x));
    hover(x, y);
  }, { passive: false });
}
