// The take-along page: keep note and summary up to date, copy, print, and offer a day by the visitor's own clock.
(() => {
  const form = document.querySelector("#take");
  const note = document.querySelector("#note_text");
  const status = document.querySelector("[data-copied]");
  const say = (text, beside) => {
    status.textContent = text;
    beside.after(status);
  };
  document.querySelector("[data-focus]")?.focus();

  // Whatever is chosen stands on the papers at once: the same form is sent, and the same page comes back.
  const FIELDS = ["note_text", "short_text", "note_before", "short_before"];
  const PARTS = [".sheet", "[data-edited]", ".qr", "#code-text"];
  const update = (by) => {
    const sent = new FormData(form);
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => {
      const made = request.response;
      if (!made?.querySelector("#note_text")) return;
      if (FIELDS.some((name) => sent.get(name) !== new FormData(form).get(name))) return update(by); // typed meanwhile
      FIELDS.forEach((name) => (form.elements[name].value = made.querySelector(`[name=${name}]`).value));
      PARTS.forEach((part) => document.querySelector(part).replaceWith(made.querySelector(part)));
      say(status.dataset.updated, by);
    };
    request.open("POST", form.action);
    request.send(sent);
  };
  form.addEventListener("change", (event) => {
    if (!event.target.matches("textarea")) update(event.target.closest("fieldset, .question"));
  });

  document.querySelectorAll("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(from.value ?? from.textContent);
        say(status.dataset.copied, button);
      } catch {
        getSelection().selectAllChildren(from);
        from.select?.();
        say(status.dataset.selected, button);
      }
    }),
  );

  document.querySelectorAll("[data-print-part]").forEach((button) =>
    button.addEventListener("click", () => {
      document.body.dataset.printing = button.dataset.printPart;
      print();
    }),
  );
  addEventListener("beforeprint", () => {
    document.querySelector("[data-paper]").textContent = note.value;
  });
  addEventListener("afterprint", () => delete document.body.dataset.printing);

  const day = document.querySelector("[data-offered]");
  const offered = document.querySelector("[name=step_offered]");
  if (day && day.value === offered.value) {
    const soon = new Date();
    const late = soon.getHours() === 23; // today is offered, and the next hour would be tomorrow
    soon.setHours(late ? 23 : soon.getHours() + 1, (late ? 45 : 0) - soon.getTimezoneOffset(), 0);
    day.value = offered.value = soon.toISOString().slice(0, 16);
  }
})();
