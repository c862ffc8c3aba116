/* Keep on this phone: loaded by reader.js when somebody asks for it. Nothing is stored before a button is pressed. */
(() => {
  const KEPT = "reader-kept"; // as in worker.js
  const WORDS = {
    workers: "This browser can’t keep pages. Save the one page for an overdose, now/, or take the folder for a stick.",
    private: "This window is private, or the browser may keep nothing: open the page in a usual window.",
    room: "There is no room on this phone. Delete something, or keep less.",
    network: "The network broke off. Nothing was kept: try again where the signal is better.",
  };
  let root, dialog, said, sets, remove;

  function el(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  const kb = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const day = (moment) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(moment);
  const why = (error) => (error.name === "QuotaExceededError" ? "room" : error.name === "SecurityError" || error.name === "InvalidStateError" ? "private" : "network");

  /** What is kept: its set, edition and date; nothing if nothing is. */
  async function state() {
    const answer = await caches.match(new URL("keep/kept.json", root), { cacheName: KEPT });
    return answer && { ...(await answer.json()), saved: answer.headers.get("X-Saved") };
  }

  async function show() {
    const kept = await state();
    const set = kept && window.readerKeep.sets.find((one) => one.id === kept.set);
    remove.hidden = !(await caches.has(KEPT));
    if (!kept) said.textContent = "Nothing is kept now.";
    else {
      const newer = kept.edition === window.readerKeep.edition ? "" : "There is a newer edition: press a button to bring it up to date.";
      said.textContent = `Kept: ${set ? set.name : kept.set}. Saved copy of ${day(new Date(kept.saved))}. ${newer}`;
    }
  }

  const started = async () => {
    const registration = await navigator.serviceWorker.register(new URL("worker.js", root), { scope: root.pathname, updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    return registration.active;
  };

  /** Send the worker away, and everything that is kept. */
  async function removeAll() {
    await caches.delete(KEPT);
    for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope === root.href) await one.unregister();
  }

  async function keep(set) {
    for (const button of dialog.querySelectorAll("[data-set]")) button.disabled = true;
    said.textContent = "Keeping …";
    try {
      const worker = await started();
      const channel = new MessageChannel();
      const end = new Promise((done) => {
        channel.port1.onmessage = ({ data }) => {
          if (data.of) said.textContent = `Keeping … ${data.done} of ${data.of}`;
          else done(data.failed);
        };
      });
      worker.postMessage({ files: set.files, note: { set: set.id, edition: window.readerKeep.edition } }, [channel.port2]);
      const failed = await end;
      navigator.storage?.persist?.(); // asks the browser not to throw it away by itself; it may say no
      if (!(await caches.has(KEPT))) await removeAll();
      await show();
      if (failed) said.textContent = WORDS[failed];
    } catch (error) {
      said.textContent = WORDS[why(error)];
    }
    for (const button of dialog.querySelectorAll("[data-set]")) button.disabled = false;
  }

  function build() {
    dialog = el("dialog", "", { class: "find keeping", "aria-label": "Keep on this phone" });
    dialog.append(el("h2", "Keep on this phone"));
    dialog.append(el("p", "It then opens without a network, and says how old it is. With a network you always get the newest. Whoever looks into this phone can see that it is kept."));
    said = el("p", "", { role: "status" });
    sets = el("div");
    remove = el("button", "Remove everything", { type: "button", class: "search", hidden: "" });
    remove.addEventListener("click", () => removeAll().then(() => { said.textContent = "Removed. Nothing is kept now."; remove.hidden = true; }));
    const close = el("button", "Close", { type: "button", class: "search" });
    close.addEventListener("click", () => dialog.close());
    const last = el("p");
    last.append(remove, " ", close);
    dialog.append(sets, said, last);
    document.body.append(dialog);
    // A place on the home screen: only for those who keep something.
    document.head.append(el("link", "", { rel: "manifest", href: new URL("manifest.webmanifest", root) }));
    document.head.append(el("link", "", { rel: "apple-touch-icon", href: new URL("assets/icons/192.png", root) }));
  }

  function offer() {
    for (const set of window.readerKeep.sets) {
      const button = el("button", set.name, { type: "button", class: "search", "data-set": set.id });
      button.append(el("small", `costs ${kb(set.data)} of data, takes ${kb(set.room)} on the phone`));
      button.addEventListener("click", () => keep(set));
      sets.append(button);
    }
    show().catch((error) => { said.textContent = WORDS[why(error)]; });
  }

  window.readerKeeping = {
    open({ root: site, from, fetchScript }) {
      root = site;
      const first = !dialog;
      if (first) build();
      dialog.onclose = () => from.focus();
      dialog.showModal();
      if (!first) return;
      if (!navigator.serviceWorker || !window.caches) {
        said.textContent = WORDS.workers;
        return;
      }
      fetchScript("keep/list.js").then(offer, () => {
        dialog.remove();
        dialog = null;
        from.textContent = "Keep on this phone: try again";
      });
    },
  };
})();
