// Find help: filter the list of countries, and offer the one that the device's clock is set to.
(() => {
  const links = [...document.querySelectorAll("[data-code]")];
  const box = document.querySelector("[data-filter]");
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  box.hidden = false;
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    const shown = links.filter((link) => {
      const fits = plain(link.textContent).includes(wanted) || link.dataset.code.toLowerCase() === wanted;
      link.parentElement.hidden = !fits;
      return fits;
    });
    status.textContent = shown.length ? "" : status.dataset.none;
  });
  input.addEventListener("keydown", (event) => {
    const shown = links.filter((link) => !link.parentElement.hidden);
    if (event.key === "Enter" && shown.length === 1) location.href = shown[0].href;
  });

  const offer = (here) => {
    const suggestion = document.querySelector("[data-suggest]");
    const link = suggestion.querySelector("a");
    link.href = here.href;
    link.textContent = here.textContent;
    suggestion.hidden = false;
  };
  // To ask for one country's zones takes a slow phone some milliseconds: one at a time, when nothing else is to be done,
  // and first the country that its language names.
  const later = window.requestIdleCallback ?? setTimeout;
  const { region } = new Intl.Locale(navigator.language);
  let zone;
  const search = ([here, ...others]) => {
    zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
    const place = new Intl.Locale("und", { region: here.dataset.code });
    if ((place.getTimeZones?.() ?? place.timeZones ?? []).includes(zone)) offer(here);
    else if (others.length) later(() => search(others));
  };
  later(() => search([...links].sort((a, b) => (b.dataset.code === region) - (a.dataset.code === region))));
})();
