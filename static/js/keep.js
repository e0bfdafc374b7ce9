// Find help: keep the help numbers on this device, or remove them. Before the tap nothing is registered or kept.
(() => {
  const workers = navigator.serviceWorker;
  const box = document.querySelector(".keep");
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  const offer = button.textContent;
  // The one place of the site where an address becomes code; the security headers allow one policy for it, by its name.
  const only = { createScriptURL: (address) => address };
  const worker = (window.trustedTypes?.createPolicy("worker", only) ?? only).createScriptURL(box.dataset.worker);
  let kept;
  let busy;

  const found = () => workers.getRegistration("/");
  const look = async () => {
    kept = Boolean((await found())?.active && (await caches.match(box.dataset.page)));
    button.textContent = kept ? button.dataset.remove : offer;
  };
  const started = (worker) =>
    new Promise((done, failed) => {
      const see = () => (worker.state === "activated" ? done() : worker.state === "redundant" && failed());
      worker.addEventListener("statechange", see);
      see();
    });
  const keep = async () => {
    const options = { scope: "/", updateViaCache: "none" };
    const { installing, waiting, active } = await workers.register(worker, options);
    await started(installing ?? waiting ?? active);
    // A worker that was removed on this very page comes back as it was: without installing, so without what it keeps.
    const cache = await caches.open("help");
    if (!(await cache.match(box.dataset.page))) await cache.add(new Request(box.dataset.page, { cache: "reload" }));
    await look();
    if (!kept) throw new Error("not kept");
  };
  const remove = async () => {
    await (await found())?.unregister();
    await caches.delete("help");
    await look();
  };

  button.addEventListener("click", async () => {
    if (busy) return;
    busy = true;
    status.textContent = "";
    const wanted = !kept;
    try {
      await (wanted ? keep() : remove());
      status.textContent = wanted ? status.dataset.kept : status.dataset.removed;
    } catch {
      if (wanted) await remove().catch(() => {}); // whatever was half done
      status.textContent = wanted ? status.dataset.notKept : status.dataset.notRemoved;
    }
    busy = false;
  });

  look()
    .then(async () => {
      box.hidden = false;
      await (await found())?.update();
    })
    .catch(() => {}); // a browser without workers, or that allows none here: nothing is offered. Or no network: no news
})();
