// The take-along page: copy, print what was edited, and offer a day by the visitor's own clock.
(() => {
  const note = document.querySelector("#note_text");
  const status = document.querySelector("[data-copied]");
  document.querySelector("[data-focus]")?.focus();

  document.querySelectorAll("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(from.value ?? from.textContent);
        status.textContent = status.dataset.copied;
      } catch {
        getSelection().selectAllChildren(from);
        from.select?.();
        status.textContent = status.dataset.selected;
      }
      button.after(status);
    }),
  );

  addEventListener("beforeprint", () => {
    document.querySelector("[data-paper]").textContent = note.value;
  });

  const day = document.querySelector("[data-offered]");
  const offered = document.querySelector("[name=step_offered]");
  if (day && day.value === offered.value) {
    const soon = new Date(Date.now() + 3600000);
    soon.setMinutes(-soon.getTimezoneOffset());
    day.value = offered.value = soon.toISOString().slice(0, 16);
  }
})();
