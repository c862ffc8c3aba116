/* An address that leads nowhere, on a host whose folder for this site nobody told us: look for the site from here upwards. */
(() => {
  /* The nearest folder above this address that holds the site's style sheet; null where none does. HEAD: the answer has no body. */
  const home = async () => {
    for (let folder = location.pathname.replace(/[^/]*$/, ""); folder; folder = folder.replace(/[^/]*\/$/, "")) {
      const answer = await fetch(`${folder}assets/css/reader.css`, { method: "HEAD" });
      if (answer.ok && answer.headers.get("Content-Type")?.startsWith("text/css")) return folder;
    }
    return null;
  };
  /* Links, icons and style sheets that begin at the host's root begin at the site's; scripts have to come anew to run. */
  const moved = (folder) => {
    for (const one of document.querySelectorAll('[href^="/"]:not([href^="//"])')) one.setAttribute("href", folder + one.getAttribute("href").slice(1));
    for (const old of document.querySelectorAll('script[src^="/"]:not([src^="//"])')) {
      const script = document.createElement("script");
      script.src = folder + old.getAttribute("src").slice(1);
      old.replaceWith(script);
    }
  };
  home().then((folder) => {
    if (!folder) return;
    document.getElementById("by-hand")?.remove();
    if (folder !== "/") moved(folder);
  }, () => {}); // no network: the page stays as it is, with the sentence on what to do by hand
})();
