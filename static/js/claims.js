// Show only some claims. A link to a hidden one shows all again.
(() => {
  const box = document.querySelector("[data-claim-filter]");
  const status = box.querySelector("[role=status]");
  const claims = document.querySelectorAll(".claim");
  const groups = document.querySelectorAll("[data-verdict]");
  const fits = (name, has) => {
    const ticked = [...box.querySelectorAll(`[name=${name}]:checked`)];
    return !ticked.length || ticked.some((tick) => has.includes(tick.value));
  };
  const show = () => {
    let n = 0;
    groups.forEach((group) => (group.hidden = true));
    claims.forEach((claim) => {
      const group = claim.parentElement;
      const shown = fits("verdict", [group.dataset.verdict]) && fits("topic", claim.dataset.topics.split(" "));
      claim.hidden = !shown;
      if (shown) group.hidden = false;
      n += shown;
    });
    status.textContent = status.dataset.say.replace("{n}", n).replace("{all}", claims.length);
  };
  const showAll = () => {
    box.querySelectorAll("input").forEach((tick) => (tick.checked = false));
    show();
  };
  const reveal = (hash) => {
    const target = document.getElementById(hash?.slice(1));
    if (!target?.closest("[hidden]")) return;
    showAll();
    target.scrollIntoView();
  };

  box.classList.add("on");
  box.addEventListener("change", show);
  box.querySelector("button").addEventListener("click", showAll);
  document.addEventListener("click", (event) => reveal(event.target.closest("a")?.hash));
  addEventListener("hashchange", () => reveal(location.hash));
  addEventListener("pageshow", () => {
    if (box.querySelector(":checked")) show(); // the browser kept the ticks
    reveal(location.hash);
  });
})();
