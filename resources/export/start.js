/* Puts the page together. */

function fillAll() {
  fillHead();
  fillOutput();
  fillFindings();
  fillLegend();
  say();
  redraw();
}

function recolour() {
  readColours();
  redraw();
}

words = WORDS[data.lang] || WORDS.en;
readColours();
onSelect = () => { markLines(); say(); };
fillFiles();
fillAll();
fit();
show(...wholeRun());
handlePointer();
canvas.addEventListener("keydown", handleKeys);
byId("larger").addEventListener("click", () => zoom(1.5));
byId("smaller").addEventListener("click", () => zoom(1 / 1.5));
byId("whole").addEventListener("click", () => show(...wholeRun()));
byId("language").addEventListener("click", () => {
  words = words === WORDS.en ? WORDS.zh_CN : WORDS.en;
  fillAll();
});
new ResizeObserver(fit).observe(stage);
window.addEventListener("resize", fit);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
