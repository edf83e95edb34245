/* The recording: lanes, and the waits of all of them in columns, each lane's in order of time. */

const data = JSON.parse(document.getElementById("data").textContent);
const UNSEEN = data.states.length;
const GROUPS = {
  running: ["running"], still: ["sleep", "created", "suspended"], join: ["join", "process"],
  lock: ["lock", "rlock", "semaphore", "condition", "barrier", "event"], queue: ["put", "get", "io", "await", "input"],
};
const groupOf = data.states.map((word) => Object.keys(GROUPS).find((name) => GROUPS[name].includes(word)) || "still");
groupOf.push("unseen");

const waits = readWaits(data.spans);
const lanes = readLanes(data.lanes);
data.spans = null;

/* Six numbers a wait: state, ns since the end of the one before, length (-1: it lasts), object, holder, place. */
function readWaits(flat) {
  const count = flat.length / 6;
  return {
    count, flat, state: new Uint8Array(count), start: new Float64Array(count), end: new Float64Array(count),
    open: new Uint8Array(count), object: new Int32Array(count), holder: new Int32Array(count), place: new Int32Array(count),
  };
}

function readLanes(told) {
  let first = 0;
  const found = told.map((lane, index) => {
    const read = { ...lane, index, first, last: first + lane.waits, seen: lane.kind !== "opaque" };
    read.finish = Math.min(lane.end === null ? data.end : lane.end, data.end);
    let at = 0;
    for (let i = first; i < read.last; i += 1) {
      const [state, gap, length, object, holder, place] = waits.flat.slice(6 * i, 6 * i + 6);
      waits.state[i] = state;
      waits.start[i] = at + gap;
      waits.open[i] = length < 0 ? 1 : 0;
      waits.end[i] = Math.min(length < 0 ? read.finish : at + gap + length, data.end);
      waits.object[i] = object;
      waits.holder[i] = holder;
      waits.place[i] = place;
      at += gap + Math.max(length, 0);
    }
    read.birth = lane.waits ? Math.min(lane.start, waits.start[first]) : lane.start;
    first = read.last;
    return read;
  });
  waits.flat = null;
  return indented(found);
}

/* With several processes, what runs in one stands to the right of it; `ruled`: a hairline above. */
function indented(found) {
  const processes = new Set(found.map((lane) => lane.process));
  const depths = new Map();
  const depth = (index, guard) => {
    const lane = found[index];
    if (!lane || guard > 20 || lane.parent < 0) return 0;
    const parent = found[lane.parent].process;
    return parent === index || parent < 0 ? 0 : depth(parent, guard + 1) + 1;
  };
  for (const each of processes) depths.set(each, depth(each, 0));
  found.forEach((lane, index) => {
    const own = lane.kind === "process" || lane.kind === "opaque";
    lane.indent = processes.size < 2 ? 0 : Math.min(depths.get(lane.process) + (own ? 0 : 1), 3);
    lane.note = own && processes.size > 1 ? String(lane.pid) : "";
    lane.ruled = index > 0 && found[index - 1].process !== lane.process && processes.size < found.length;
  });
  return found;
}

/* The first index in [low, high) at which the rising column exceeds t. */
function after(column, low, high, t) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] > t) high = middle; else low = middle + 1;
  }
  return low;
}

/* What a lane does at t: a wait (its index), running (-1), or null where it doesn't live. */
function pieceAt(lane, t) {
  if (t < lane.birth || t > lane.finish) return null;
  if (!lane.seen) return { lane, state: UNSEEN, start: lane.birth, end: lane.finish, wait: -1, open: lane.end === null };
  const next = after(waits.start, lane.first, lane.last, t);
  const before = next - 1;
  if (before >= lane.first && waits.end[before] > t) return waitPiece(lane, before);
  const start = before >= lane.first ? waits.end[before] : lane.birth;
  const end = next < lane.last ? waits.start[next] : lane.finish;
  return { lane, state: 0, start, end, wait: -1, open: next >= lane.last && lane.end === null };
}

function waitPiece(lane, index) {
  return { lane, state: waits.state[index], start: waits.start[index], end: waits.end[index], wait: index, open: waits.open[index] === 1 };
}

/* The last wait that the lane had begun by t, -1 for none: the last thing that it was seen doing. */
function latestWait(lane, t) {
  const found = after(waits.start, lane.first, lane.last, t) - 1;
  return found >= lane.first ? found : -1;
}

function thingName(index) {
  const thing = data.things[index];
  return thing ? (thing[1] ? "“" + thing[1] + "”" : "") : "";
}

function stateWord(state) {
  return state === UNSEEN ? "unseen" : data.states[state];
}
