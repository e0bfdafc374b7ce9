// The self-check one step at a time. Nothing is stored; the address never changes.
(() => {
  const form = document.querySelector("[data-steps]");
  const steps = [...form.querySelectorAll("[data-step]")];
  const last = steps.length - 1;
  const send = form.querySelector(".send");
  const onlyFirst = document.querySelector("[data-only-first]");
  const title = document.querySelector("h1");
  title.tabIndex = -1;
  const announcer = form.querySelector("[data-announce]");
  const number = (step) => Number(step.dataset.step);
  let open = 0;
  let depth = 0; // how many entries of this tab's history are ours; leaving goes back over them

  const show = (wanted, focus) => {
    open = Math.min(Math.max(wanted, 0), last);
    steps.forEach((step) => (step.hidden = number(step) !== open));
    send.hidden = open !== last;
    if (onlyFirst) onlyFirst.hidden = open !== 0;
    announcer.textContent = "";
    if (open >= safety - 1) fetchLines();
    if (!focus) return;
    const heading = open ? steps[open].querySelector("h2") : title;
    heading.focus();
    (open ? steps[open] : title).scrollIntoView({ behavior: "instant" });
  };
  const go = (wanted) => {
    show(wanted, true);
    depth += 1;
    history.pushState({ step: open, depth }, "");
  };

  steps.forEach((step) => {
    const buttons = form.querySelector("[data-step-buttons]").content.cloneNode(true);
    const forward = buttons.querySelector('[data-go="1"]');
    const back = buttons.querySelector('[data-go="-1"]');
    if (number(step) === 0) {
      forward.textContent = form.dataset.start;
      back.remove();
    } else if (number(step) === last) forward.remove();
    const skip = step.querySelector(".skip-on");
    if (skip) skip.before(buttons);
    else step.append(buttons);
  });
  form.addEventListener("click", (event) => {
    const by = event.target.closest("[data-go]");
    if (by) go(open + Number(by.dataset.go));
    if (!event.target.closest('[href$="#country-first"]')) return;
    event.preventDefault();
    go(0);
    country.focus();
  });
  addEventListener("popstate", (event) => {
    if (event.state) {
      depth = event.state.depth;
      show(event.state.step, true);
      return;
    }
    depth += 1; // a link within the page belongs to the part that is open
    history.replaceState({ step: open, depth }, "");
  });

  // Enter on an answer goes on; it must not send a form that is still being filled in.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input, select")) return;
    event.preventDefault();
    if (open < last) go(open + 1);
  });

  // The numbers of every country come in one answer, asked for shortly before the safety question:
  // so no address names a country, and none is asked for in vain.
  const country = form.elements.country;
  const safety = number(form.querySelector("[name=saf]").closest("[data-step]"));
  const places = [...form.querySelectorAll("[data-help]")];
  const shared = form.querySelector("[data-anywhere]")?.content ?? form;
  const anywhere = new Map(
    places.map((place) => [place, [...shared.querySelector(`[data-help="${place.dataset.help}"]`).childNodes]]),
  );
  let lines;
  const fillLines = () => {
    const chosen = lines?.querySelector(`[data-country="${country.value}"]`);
    anywhere.forEach((nodes, place) => {
      const own = chosen?.querySelector(`[data-help="${place.dataset.help}"]`);
      place.replaceChildren(...(own ? own.cloneNode(true).childNodes : nodes));
    });
  };
  const fetchLines = () => {
    if (lines || !country.value) return;
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => {
      if (request.status !== 200) return;
      lines = request.response;
      fillLines();
    };
    request.open("GET", form.dataset.lines);
    request.send();
  };
  // The country that the device's clock is set to, unless one was chosen meanwhile. To ask for one country's zones takes
  // a slow phone some milliseconds: one at a time, when nothing else is to be done, and first the one its language names.
  const later = window.requestIdleCallback ?? setTimeout;
  const { region } = new Intl.Locale(navigator.language);
  let zone;
  const search = ([here, ...others]) => {
    if (country.value) return;
    zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
    const place = new Intl.Locale("und", { region: here.value });
    if ((place.getTimeZones?.() ?? place.timeZones ?? []).includes(zone)) here.selected = true;
    else if (others.length) later(() => search(others));
  };
  country.addEventListener("change", fillLines);
  addEventListener("pageshow", (event) => {
    if (event.persisted) fillLines();
  });
  const named = [...country.options].filter(({ value }) => value);
  later(() => search(named.sort((a, b) => (b.value === region) - (a.value === region))));

  form.addEventListener("change", (event) => {
    if (event.target.name !== "saf") return;
    const answered = !["", "0"].includes(event.target.value);
    announcer.textContent = answered ? announcer.dataset.announce : "";
  });

  form.classList.add("stepping");
  const first = "filled" in form.dataset ? 1 : 0;
  history.replaceState({ step: first, depth }, "");
  show(first, false);
})();
