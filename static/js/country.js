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

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = links.find(({ dataset }) => {
    const place = new Intl.Locale("und", { region: dataset.code });
    return (place.getTimeZones?.() ?? place.timeZones ?? []).includes(zone);
  });
  if (!here) return;
  const suggestion = document.querySelector("[data-suggest]");
  const link = suggestion.querySelector("a");
  link.href = here.href;
  link.textContent = here.textContent;
  suggestion.hidden = false;
})();
