/* The panes around the timeline: the program, what it printed, what the run shows, the legend. */

const byId = (id) => document.getElementById(id);

function element(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* head ---------------------------------------------------------------------------------------------------- */
function fillHead() {
  const [reason, status] = data.exit;
  const ended = reason ? fill(words[reason] || reason, status) : words.unfinished;
  const parts = [ended, duration(data.wall), fill(words.events, number(data.events)), "Python " + data.python];
  const day = new Date(data.started_at);
  if (!Number.isNaN(day.valueOf())) {
    parts.push(fill(words.recorded, day.toLocaleString(words === WORDS.en ? "en" : "zh-CN", { dateStyle: "medium", timeStyle: "short" })));
  }
  byId("title").textContent = data.target || data.program;
  byId("subtitle").textContent = parts.join(" · ");
  document.title = (data.target || data.program) + " – Concurrency Lab";
  document.documentElement.lang = words === WORDS.en ? "en" : "zh-CN";
  byId("language").textContent = words.other;
  for (const name of ["timeline", "output", "findings"]) byId(name + "-title").textContent = words[name];
  byId("whole").textContent = words.whole;
  for (const [id, key] of [["larger", "larger"], ["smaller", "smaller"], ["whole", "wholeKey"]]) byId(id).title = words[key];
  canvas.setAttribute("aria-label", fill(words.canvas, number(lanes.length), number(waits.count)));
}

/* the program --------------------------------------------------------------------------------------------- */
let shownFile = -1;
let marked = [];

function fillFiles() {
  const choice = byId("files");
  choice.replaceChildren(...data.files.map((file, index) => {
    const option = element("option", "", file.name);
    option.value = index;
    return option;
  }));
  choice.hidden = data.files.length < 2;
  choice.addEventListener("change", () => showFile(Number(choice.value)));
  showFile(0);
}

function showFile(index) {
  if (index === shownFile || !data.files[index]) return;
  shownFile = index;
  marked = [];
  const file = data.files[index];
  byId("program-title").textContent = file.name;
  byId("files").value = index;
  const box = element("div", "lines");
  if (file.text === null) {
    byId("source").replaceChildren(element("p", "plain", words.noText));
    return;
  }
  colouredLines(file).forEach((parts, line) => {
    const row = element("div", "line");
    row.append(element("span", "number", line + 1));
    const code = element("span", "code");
    code.append(...parts.map(([text, ink]) => (ink ? element("span", ink, text) : document.createTextNode(text))));
    row.append(code);
    box.append(row);
  });
  byId("source").replaceChildren(box);
}

/* Per line its parts: [text, ink]. */
function colouredLines(file) {
  const found = [[]];
  let at = 0;
  for (let i = 0; i < file.inks.length; i += 2) {
    const text = file.text.substr(at, file.inks[i]), ink = file.names[file.inks[i + 1]];
    at += file.inks[i];
    text.split("\n").forEach((part, index) => {
      if (index) found.push([]);
      if (part) found[found.length - 1].push([part, ink]);
    });
  }
  if (found.length > 1 && !found[found.length - 1].length) found.pop();
  return found;
}

/* Mark the line of the chosen lane, and that of whom it waits for. */
function markLines() {
  for (const row of marked) row.classList.remove("current", "holder");
  marked = [];
  const piece = view.piece;
  if (view.lane < 0 || view.cursor === null) return;
  const own = piece && piece.wait >= 0 ? piece.wait : latestWait(lanes[view.lane], view.cursor);
  if (own < 0) return;
  const place = data.places[waits.place[own]];
  if (place && place[0] >= 0) showFile(place[0]);
  const holder = piece && piece.wait >= 0 ? lanes[waits.holder[own]] : null;
  const theirs = holder ? latestWait(holder, piece.start) : -1;
  if (theirs >= 0) markLine(data.places[waits.place[theirs]], "holder", false);
  markLine(place, "current", true);
}

function markLine(place, role, reveal) {
  const rows = byId("source").querySelectorAll(".line");
  const row = place && place[0] === shownFile ? rows[place[2] - 1] : null;
  if (!row) return;
  row.classList.remove("holder");
  row.classList.add(role);
  marked.push(row);
  const box = byId("source"), top = row.offsetTop - box.offsetTop;
  if (reveal && (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight)) {
    box.scrollTop = top - box.clientHeight / 3;
  }
}

function say() {
  const said = byId("said");
  if (view.lane < 0) { said.textContent = lanes.length ? words.advice : ""; return; }
  const piece = view.piece;
  said.textContent = piece ? describe(piece, view.cursor).slice(0, 2).join(" · ") : lanes[view.lane].name;
}

/* output -------------------------------------------------------------------------------------------------- */
function fillOutput() {
  const rows = data.output.map(([lane, t, stream, text]) => {
    const row = element("div", "entry");
    const who = lanes[lane];
    row.append(element("span", "when", instant(t, 1e5)));
    row.append(element("span", who ? "who lane" + (lane % 6) : "who", who ? who.name : ""));
    row.append(element("span", "what " + (stream === "stderr" ? "stderr" : ""), text.replace(/\n$/, "")));
    row.addEventListener("click", () => goTo(who || null, t));
    return row;
  });
  const widest = data.output.reduce((most, row) => Math.max(most, lanes[row[0]] ? width(lanes[row[0]].name) : 0), 0);
  byId("output").style.setProperty("--who", Math.min(widest + 0.5, 16) + "ch");
  byId("output").replaceChildren(...(rows.length ? rows : [element("p", "note", words.nothingPrinted)]));
}

/* In columns of a fixed font, in which Chinese takes two. */
function width(text) {
  return Array.from(text).reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e80 ? 2 : 1), 0);
}

/* findings ------------------------------------------------------------------------------------------------ */
function fillFindings() {
  const box = byId("findings");
  box.replaceChildren();
  if (data.claims.length) {
    const list = element("ul", "claims");
    for (const [name, holds, detail] of data.claims) {
      const [kind, sign] = holds === null ? ["open", "?"] : holds ? ["yes", "✓"] : ["no", "✗"];
      const row = element("li", kind);
      row.append(element("b", "", sign), name, element("span", "", detail));
      list.append(row);
    }
    box.append(list);
  }
  for (const [severity, text] of data.diagnoses) {
    const row = element("p", "note " + severity);
    row.append(element("b", "", words[severity]), " " + text);
    box.append(row);
  }
  for (const note of notes()) box.append(element("p", "note", note));
  for (const problem of warnings()) box.append(element("p", "note warning", problem));
  if (data.updates.length) box.append(element("h3", "", words.updates), updateTable());
}

function notes() {
  const found = [];
  const changed = new Set(data.changed);
  if (data.parameters.length) {
    found.push(words.parameters + ": " + data.parameters.map(([name, value]) => name + " = " + value + (changed.has(name) ? " *" : "")).join(", "));
  }
  if (data.edited) found.push(words.edited);
  const kinds = { process: 0, thread: 0, task: 0, generator: 0 };
  for (const lane of lanes) kinds[lane.kind === "opaque" ? "process" : lane.kind] += 1;
  const listed = Object.keys(kinds).filter((kind) => kinds[kind]).map((kind) => counted(kinds[kind], words[kind])).join(", ");
  let total = 0;
  for (let i = 0; i < waits.count; i += 1) total += waits.open[i] ? 0 : waits.end[i] - waits.start[i];
  if (lanes.length) found.push(fill(words.inAll, listed, counted(waits.count, words.wait), duration(total)));
  return found;
}

function warnings() {
  const found = [...data.problems], left = data.omitted;
  if (data.lost) found.push(fill(words.lostEvents, number(data.lost)));
  if (left.spans) found.push(fill(words.omittedSpans, number(left.spans), instant(data.end)));
  if (left.lanes) found.push(fill(words.omittedLanes, number(left.lanes)));
  if (left.flows) found.push(fill(words.omittedFlows, number(left.flows)));
  if (left.output) found.push(fill(words.omittedOutput, number(left.output)));
  return found;
}

function updateTable() {
  const table = element("table"), head = element("thead"), body = element("tbody"), titles = element("tr");
  const several = new Set(data.updates.map((row) => row[0])).size > 1;
  const columns = [...(several ? [words.data] : []), words.lane, words.read, words.written, words.line, ""];
  for (const title of columns) titles.append(element("th", "", title));
  for (const [thing, lane, readAt, read, writtenAt, written, line, lost] of data.updates) {
    const row = element("tr", lost ? "lost" : "");
    const value = (t, text) => (t === null ? "" : text + "  (" + instant(t, 1e5) + ")");
    const cells = [...(several ? [(data.things[thing] || ["", ""])[1]] : []), lanes[lane] ? lanes[lane].name : "", value(readAt, read), value(writtenAt, written), line || "", lost ? words.lost : ""];
    for (const cell of cells) row.append(element("td", "", cell));
    row.addEventListener("click", () => goTo(lanes[lane] || null, readAt === null ? writtenAt : readAt));
    body.append(row);
  }
  head.append(titles);
  table.append(head, body);
  return table;
}

/* legend -------------------------------------------------------------------------------------------------- */
function fillLegend() {
  const groups = new Map();
  const add = (group, word) => groups.set(group, (groups.get(group) || new Set()).add(words.legend[word]));
  if (lanes.some((lane) => lane.seen)) add("running", "running");
  const states = new Set(waits.state);
  data.states.forEach((word, state) => { if (states.has(state)) add(groupOf[state], word); });
  if (lanes.some((lane) => !lane.seen)) add("unseen", "unseen");
  const rows = [...groups].map(([group, texts]) => legendRow(element("i", group), [...texts].join(", ")));
  const kinds = new Set(flows.map((flow) => flow.kind));
  if (kinds.size) {
    const texts = Object.keys(words.flows).filter((kind) => kinds.has(kind)).map((kind) => words.flows[kind]);
    rows.push(legendRow(element("b", "arrow", "↷"), texts.join(", ")));
  }
  if (lanes.some((lane) => lane.ended === "killed" || lane.ended === "raised")) rows.push(legendRow(element("b", "cross", "✕"), words.broken));
  byId("legend").replaceChildren(...rows);
}

function legendRow(sign, text) {
  const row = element("li");
  row.append(sign, document.createTextNode(text));
  return row;
}
