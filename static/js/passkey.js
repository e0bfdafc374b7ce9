// Passkeys: show their buttons where the browser knows them, and say in words why one did not work.
(() => {
  const known = Boolean(window.PublicKeyCredential);
  for (const part of document.querySelectorAll("[data-passkeys]")) part.classList.toggle("on", known);
  for (const part of document.querySelectorAll("[data-no-passkeys]")) part.hidden = known;

  const out = document.querySelector("[data-passkey-out]");
  const reasons = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "exists" };
  const say = (text) => {
    out.textContent = text;
    out.classList.toggle("error", Boolean(text));
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    say(out.dataset[reasons[event.detail.exception?.name] ?? "other"]);
  });
  // Enter in a field does what the button does.
  document.addEventListener("submit", (event) => {
    const passkey = event.target.querySelector("[name=credential]");
    if (!passkey || passkey.value) return;
    event.preventDefault();
    event.target.querySelector("button").click();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-passkeys] button")) say("");
  });
})();
