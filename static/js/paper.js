// A sheet that is filled in on the page: whatever is typed goes on paper whole, however long; nothing is kept or sent.
(() => {
  const boxes = document.querySelectorAll("textarea");
  const set = (text) => boxes.forEach((box) => (box.nextElementSibling.textContent = text(box)));
  addEventListener("beforeprint", () => set((box) => box.value));
  addEventListener("afterprint", () => set(() => ""));
  addEventListener("pagehide", () => set(() => ""));
})();
