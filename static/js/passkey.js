// Passkeys: show their buttons where the browser knows them, let django-allauth's script do the work, and say in words
// why one did not work.
(() => {
  const known = Boolean(window.PublicKeyCredential);
  for (const part of document.querySelectorAll("[data-passkeys]")) part.classList.toggle("on", known);
  for (const part of document.querySelectorAll("[data-no-passkeys]")) part.hidden = known;

  for (const form of document.querySelectorAll("[data-passkey]")) {
    const kind = form.dataset.passkey;
    const ids = { [kind]: form.querySelector("button").id, credential: form.elements.credential.id };
    if (kind !== "login") ids.data = "js_data";
    if (form.elements.passwordless) ids.passwordless = form.elements.passwordless.id;
    allauth.webauthn.forms[`${kind}Form`]({ ids });
    // Enter in a field does what the button does.
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      form.querySelector("button").click();
    });
    form.querySelector("button").addEventListener("click", () => say(""));
  }

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
})();
