{% comment %}The service worker. Needs: version{% endcomment %}// Help without a network. What is kept: {{ version }}
// One page of help numbers, the same for everyone, and nothing else. Whatever is opened or sent goes to the network
// untouched; only where that fails, the page of numbers is shown in its place.
const PAGE = "{% url 'support:kept' %}";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open("help").then((cache) => cache.add(new Request(PAGE, { cache: "reload" }))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(new URL(request.url).pathname)));
});

// The kept page, with the country that was asked for at its top.
const kept = async (path) => {
  const page = await caches.match(PAGE, { ignoreVary: true });
  const code = /^\/help\/(\w\w)\/$/.exec(path)?.[1];
  if (!page || !code) return page ?? Response.error();
  const html = await page.text();
  const own = new RegExp(`<section id="${code}">[^]*?</section>`).exec(html)?.[0] ?? "";
  const headers = new Headers(page.headers);
  headers.delete("Content-Encoding"); // the text is no longer compressed
  headers.delete("Content-Length");
  return new Response(html.replace(own, "").replace("<div data-own></div>", () => own), { headers });
};
