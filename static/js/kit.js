// The kit and its papers: copy, print, and lead to what could not be used.
(() => {
  document.querySelectorAll(".script-only").forEach((each) => each.classList.add("on"));
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  document.querySelector(".error-summary")?.focus();
  const status = document.querySelector("[data-copied]");
  document.querySelectorAll("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      let said = status.dataset.copied;
      try {
        await navigator.clipboard.writeText(from.value);
      } catch {
        from.select();
        said = status.dataset.selected;
      }
      button.parentElement.append(status);
      status.textContent = said;
    }),
  );
})();
