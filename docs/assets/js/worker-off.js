/* The switch that turns keeping off: published in place of worker.js, it removes every kept copy, and itself. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await caches.delete("reader-kept");
  await self.registration.unregister();
})()));
