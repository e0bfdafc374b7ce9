// Leave this page: replace it by a neutral one. A link does that without us; we also clear what is ticked,
// take the page out of this tab's history, and listen for Shift pressed three times.
(() => {
  const links = document.querySelectorAll("[data-leave]");
  const status = document.querySelector("[data-leave-status]");
  const PRESSES = 3;
  const WINDOW = 5000; // milliseconds between presses
  let presses = 0;
  let timer;

  const away = () => location.replace(links[0].href);
  const leave = (event) => {
    if (event) event.preventDefault();
    document.body.classList.add("left");
    const depth = history.state?.depth;
    if (!depth) return away();
    // The steps of the self-check have entries of their own: go back over them, so that ours is the one replaced.
    addEventListener("popstate", away, { once: true });
    setTimeout(away, 300);
    history.go(-depth);
  };
  const say = (text) => {
    if (status) status.textContent = text;
  };
  const forget = (text) => {
    clearTimeout(timer);
    presses = 0;
    say(text);
  };

  links.forEach((link) => link.addEventListener("click", leave));
  document.querySelectorAll(".script-only").forEach((each) => each.classList.add("on"));
  document.querySelector("[data-print]")?.addEventListener("click", () => print());

  let other = false; // another key was pressed while Shift was down
  addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Shift") return;
    other = event.key !== "Shift" || event.altKey || event.ctrlKey || event.metaKey;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || other) {
      if (presses) forget("");
      if (event.key === "Shift" || !event.shiftKey) other = false;
      return;
    }
    presses += 1;
    if (presses === PRESSES) return leave();
    say(status ? status.dataset.more.replace("{n}", PRESSES - presses) : "");
    clearTimeout(timer);
    timer = setTimeout(() => forget(status ? status.dataset.expired : ""), WINDOW);
  });

  // Whoever comes back to this tab finds nothing ticked.
  const clear = () => {
    document.querySelectorAll("input:checked").forEach((input) => (input.checked = false));
    document.querySelectorAll("form option").forEach((option) => (option.selected = !option.index));
    document.querySelectorAll("input:is([type=text], [type=datetime-local]), textarea").forEach((each) => (each.value = ""));
  };
  addEventListener("pagehide", clear);
  addEventListener("pageshow", (event) => {
    document.body.classList.remove("left");
    if (event.persisted) clear();
  });
})();
