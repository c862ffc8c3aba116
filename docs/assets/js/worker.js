/* The worker: it is on a phone only where somebody asked for it (keep.js). Network first: what is kept is shown where there
   is no network, and says so. It keeps nothing by itself; a kept page that passes by takes the place of its older copy. */
const KEPT = "reader-kept";
const PATIENCE = 10000; // milliseconds: a network that does not begin to answer until then is none
const root = new URL("./", self.location).href;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The address under which something is kept: the same page, whatever stands behind ? and #. */
const plain = (address) => address.replace(/[?#].*$/, "").replace(/\/index\.html$/, "/");

/** An answer as it is kept: with the moment it came. */
const dated = async (answer) => new Response(await answer.arrayBuffer(), {
  headers: { "Content-Type": answer.headers.get("Content-Type") || "application/octet-stream", "X-Saved": new Date().toISOString() },
});

const inTime = (promise) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("no answer")), PATIENCE);
  promise.then(done, fail);
});

const day = (moment) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(moment);

/** A kept page with its date above everything else; other files as they are. */
async function shown(kept) {
  if (!kept.headers.get("Content-Type").startsWith("text/html")) return kept;
  const note = `<p class="saved" role="status">Saved copy of ${day(new Date(kept.headers.get("X-Saved")))}. No network.</p>`;
  const page = (await kept.text()).replace(/<body[^>]*>/, (body) => body + note);
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** The beginnings of what is kept, as links by their titles: the cover, now/ and the first pages of chapters. */
async function beginnings() {
  if (!(await caches.has(KEPT))) return "";
  const cache = await caches.open(KEPT), links = [];
  for (const { url } of await cache.keys()) {
    if (!/^([^/]+\/)?$/.test(url.slice(root.length))) continue;
    const title = /<title>(.*?)( · |<)/.exec(await (await cache.match(url)).text());
    if (title) links.push(`<p><a href="${url}">${title[1]}</a></p>`);
  }
  return links.sort((one, other) => other.includes(`${root}now/`) - one.includes(`${root}now/`)).join("");
}

/** What somebody sees at an address that is not kept. The home screen opens the cover: where only now/ is kept, now/. */
async function notKept(address) {
  if (address === root && await caches.match(`${root}now/`, { cacheName: KEPT })) return Response.redirect(`${root}now/`);
  return new Response(
    `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>No network</title><style>body { font: 1.2em/1.5 sans-serif; margin: 1em } a { color: inherit; display: block; padding: .4em 0 }</style>
<h1>No network</h1><p>This page is not kept on this phone. What is kept begins here:</p>${await beginnings()}`,
    { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}

async function renew(address, answer) {
  if (!(await caches.has(KEPT))) return; // removed meanwhile
  const cache = await caches.open(KEPT);
  if (answer.ok) await cache.put(address, await dated(answer));
  else if (answer.status === 404 || answer.status === 410) await cache.delete(address);
}

async function answered(event) {
  const { request } = event, address = plain(request.url), going = request.mode === "navigate";
  const kept = await caches.match(address, { cacheName: KEPT });
  if (!kept) return going ? fetch(request).catch(() => notKept(address)) : fetch(request);
  try {
    const answer = await inTime(fetch(request.url, { cache: "no-cache", credentials: "same-origin", redirect: going ? "manual" : "follow" }));
    if (answer.status >= 500) return shown(kept);
    event.waitUntil(renew(address, answer.clone()));
    return answer;
  } catch {
    return shown(kept);
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(root)) event.respondWith(answered(event));
});

/** Fetch and keep files, six at a time. What did not all arrive is taken away again, so that it takes no room. */
async function keep(files, note, port) {
  const cache = await caches.open(KEPT);
  const before = new Set((await cache.keys()).map((request) => request.url));
  const waiting = files.map((file) => new URL(file, root).href), wanted = new Set(waiting);
  let done = 0;
  const take = async () => {
    for (let address; (address = waiting.shift()); ) {
      const answer = await fetch(address, { cache: "no-cache" });
      if (!answer.ok) throw new Error("not there");
      await cache.put(address, await dated(answer));
      port.postMessage({ done: ++done, of: files.length });
    }
  };
  try {
    await Promise.all([1, 2, 3, 4, 5, 6].map(take));
    wanted.add(`${root}keep/kept.json`);
    await cache.put(`${root}keep/kept.json`, await dated(Response.json(note)));
    for (const address of before) if (!wanted.has(address)) await cache.delete(address);
    port.postMessage({ kept: true });
  } catch (error) {
    waiting.length = 0;
    for (const address of wanted) if (!before.has(address)) await cache.delete(address);
    if (!before.size) await caches.delete(KEPT);
    port.postMessage({ failed: error.name === "QuotaExceededError" ? "room" : "network" });
  }
}

self.addEventListener("message", (event) => {
  const { files, note } = event.data;
  if (files) event.waitUntil(keep(files, note, event.ports[0]));
});
