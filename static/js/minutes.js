// Five quiet minutes: show one after the other, and say so only when a minute begins. No sound; nothing is kept.
(() => {
  const MINUTE = 60_000;
  const box = document.querySelector("[data-timer]");
  const status = box.querySelector("[role=status]");
  const line = box.querySelector("i");
  const start = box.querySelector("[data-start]");
  const stop = box.querySelector("[data-stop]");
  const parts = [...document.querySelectorAll("ol.minutes li")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const begin = start.textContent;
  let before = 0; // milliseconds that had gone when the clock last stood still
  let since; // when it was set going again
  let shown; // the minute that is on show
  let ticking;

  const gone = () => before + (ticking ? performance.now() - since : 0);
  const still = () => {
    before = gone();
    ticking = clearInterval(ticking);
  };
  const draw = (done) => (line.style.width = `${(done / (parts.length * MINUTE)) * 100}%`);
  const say = (...texts) =>
    status.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  const reset = (words) => {
    still();
    before = 0;
    shown = undefined;
    draw(0);
    say(...words);
    start.textContent = begin;
    stop.hidden = true;
  };
  const show = (minute) => {
    shown = minute;
    const count = box.dataset.of.replace("{n}", minute + 1).replace("{all}", parts.length);
    say(count, parts[minute].textContent);
  };
  const tick = () => {
    const minute = Math.floor(gone() / MINUTE);
    if (minute >= parts.length) return reset([box.dataset.over]);
    draw(calm.matches ? minute * MINUTE : gone());
    if (minute !== shown) show(minute);
  };
  const go = () => {
    since = performance.now();
    ticking = setInterval(tick, 1000);
    start.textContent = start.dataset.pause;
    stop.hidden = false;
    tick();
  };

  start.addEventListener("click", () => {
    if (!ticking) return go();
    still();
    start.textContent = start.dataset.on;
    say(box.dataset.paused, parts[shown].textContent);
    shown = undefined;
  });
  stop.addEventListener("click", () => {
    reset([box.dataset.stopped]);
    start.focus();
  });
  addEventListener("pagehide", () => reset([]));

  reset([]);
  box.hidden = false;
})();
