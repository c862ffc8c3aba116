/* A booklet of one's own: chapters and forms that somebody chooses, put together in the browser. Loaded by reader.js on the tap.
   The files are those of the print page. Nothing is sent, and nothing is kept. Sizes in points, 1/72 inch. */
(() => {
  const [HALF, HEIGHT, SAFE] = [396, 612, 18]; // half a Letter sheet, and what printers leave white
  const MOST = 48; // pages that can still be folded together, as for the booklets of the chapters
  const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

  /** How many pages go into each part: a multiple of four, as equal as can be. */
  const parts = (count) => {
    const booklets = Math.ceil(count / MOST), each = Math.ceil(count / booklets / 4) * 4;
    return Array.from({ length: booklets }, (_, part) => Math.min(each, Math.ceil((count - part * each) / 4) * 4)).filter((size) => size > 0);
  };
  /** The sides of one part, outermost sheet first: [left, right] counted from 0 (saddle stitch). */
  const sides = (size) => Array.from({ length: size / 4 }, (_, sheet) => [
    [size - 1 - 2 * sheet, 2 * sheet], [2 * sheet + 1, size - 2 - 2 * sheet],
  ]).flat();

  /** Draw one page into the half of a side that begins at `left`: as it is, or smaller, a wide one turned. */
  function put(side, page, left, PDFLib) {
    const turned = page.width > page.height;
    const [width, height] = turned ? [page.height, page.width] : [page.width, page.height];
    const fits = width <= HALF && height <= HEIGHT;
    const scale = fits ? 1 : Math.min((HALF - 2 * SAFE) / width, (HEIGHT - 2 * SAFE) / height);
    const x = left + (HALF - width * scale) / 2, y = (HEIGHT - height * scale) / 2;
    side.drawPage(page, turned
      ? { x: x + width * scale, y, xScale: scale, yScale: scale, rotate: PDFLib.degrees(90) }
      : { x, y, xScale: scale, yScale: scale });
  }

  /** The first page: what is in it, and which edition. None where its letters are not in the fonts that every printer has. */
  async function cover(list, chosen, PDFLib) {
    const made = await PDFLib.PDFDocument.create(), page = made.addPage([HALF, HEIGHT]);
    const [bold, plain] = await Promise.all(["HelveticaBold", "Helvetica"].map((name) => made.embedFont(PDFLib.StandardFonts[name])));
    const known = new Set(plain.getCharacterSet());
    const lines = [[list.name, bold, 24], ["In this booklet:", plain, 12], ...chosen.map((one) => [one.title, plain, chosen.length > 24 ? 9 : 12]), [list.edition, plain, 9]];
    if (lines.some(([text]) => [...text].some((letter) => !known.has(letter.codePointAt(0))))) return null;
    let y = HEIGHT - 72;
    for (const [text, font, size] of lines) {
      let row = "";
      for (const word of [...text.split(" "), null]) {
        const longer = word === null ? null : `${row} ${word}`.trim();
        if (longer !== null && font.widthOfTextAtSize(longer, size) <= HALF - 72) { row = longer; continue; }
        page.drawText(row, { x: 36, y, size, font });
        y -= size * 1.35;
        row = word;
      }
      if (font === bold || text === "In this booklet:") y -= 6;
    }
    return made;
  }

  /** One PDF of what is chosen: a booklet to fold, or all pages in their own size. Returns its bytes and what to say of it. */
  async function bound(list, files, chosen, folded, PDFLib) {
    const out = await PDFLib.PDFDocument.create();
    out.setTitle(list.name);
    const sources = await Promise.all(files.map((bytes) => PDFLib.PDFDocument.load(bytes)));
    const front = await cover(list, chosen, PDFLib);
    if (front) sources.unshift(await PDFLib.PDFDocument.load(await front.save()));
    if (!folded) {
      for (const source of sources) for (const page of await out.copyPages(source, source.getPageIndices())) out.addPage(page);
      return { bytes: await out.save(), said: plural(out.getPageCount(), "page") };
    }
    const pages = [];
    for (const source of sources) pages.push(...await out.embedPdf(source, source.getPageIndices()));
    const sizes = parts(pages.length);
    let first = 0;
    for (const size of sizes) {
      for (const [left, right] of sides(size)) {
        const side = out.addPage([2 * HALF, HEIGHT]);
        if (pages[first + left]) put(side, pages[first + left], 0, PDFLib);
        if (pages[first + right]) put(side, pages[first + right], HALF, PDFLib);
      }
      first += size;
    }
    const each = sizes.length > 1 ? `, to fold in ${sizes.length} parts: ${sizes.map((size) => size / 4).join(", ")} sheets` : "";
    return { bytes: await out.save(), said: `${plural(out.getPageCount() / 2, "sheet")}${each}. Print both sides, short edge, actual size` };
  }

  window.readerBinder = {
    async open({ root, from, fetchScript, make: el }) {
      await fetchScript("papers.js");
      const list = window.readerPapers, disk = location.protocol === "file:", picked = new Map();
      const form = el("form", "", { class: "binder" }), said = el("p", "", { role: "status" }), ready = el("p");
      const ticked = () => list.papers.filter((one) => form.querySelector(`[value="${one.path}"]`).checked);
      const nameOf = (one) => one.path.split("/").pop();
      const missing = () => ticked().filter((one) => disk && !picked.has(nameOf(one)));
      const tell = () => {
        const pages = ticked().reduce((sum, one) => sum + one.pages, 0);
        ready.replaceChildren();
        said.textContent = !pages ? "Choose what goes into it."
          : missing().length ? `Now choose the files: ${missing().map((one) => one.path).join(", ")}`
          : `About ${plural(Math.ceil((pages + 1) / 4), "sheet")} as a booklet.`;
      };
      for (const [name, kind, open] of [["Chapters", "chapter", true], ["Forms, smaller than they are", "form", false]]) {
        const group = el("details"), entries = el("div");
        group.open = open;
        for (const one of list.papers.filter((each) => each.of === kind)) {
          const label = el("label");
          label.append(el("input", "", { type: "checkbox", value: one.path }), ` ${one.title}`);
          entries.append(label);
        }
        group.append(el("summary", name), entries);
        if (entries.childNodes.length) form.append(group);
      }
      if (disk) { // a page that is opened from a disk may read only the files that somebody gives it
        const pick = el("input", "", { type: "file", accept: "application/pdf", multiple: "" }), label = el("label", "The files, in the folders print and forms beside this copy: ");
        pick.addEventListener("change", () => { for (const file of pick.files) picked.set(file.name, file); tell(); });
        label.append(pick);
        form.append(label);
      }
      const bytesOf = async (one) => {
        if (disk) return picked.get(nameOf(one)).arrayBuffer();
        const answer = await fetch(new URL(one.path, root));
        if (!answer.ok) throw new Error(one.path);
        return answer.arrayBuffer();
      };
      const bind = async (folded) => {
        const chosen = ticked();
        if (!chosen.length || missing().length) return tell();
        const buttons = form.querySelectorAll("button");
        for (const button of buttons) button.disabled = true;
        said.textContent = "Putting it together …";
        ready.replaceChildren();
        try {
          const [files] = await Promise.all([Promise.all(chosen.map(bytesOf)), fetchScript("assets/js/pdf-lib.min.js")]);
          const made = await bound(list, files, chosen, folded, window.PDFLib);
          const url = URL.createObjectURL(new Blob([made.bytes], { type: "application/pdf" }));
          said.textContent = `Ready: ${made.said}.`;
          ready.append(el("a", `Save it (${(made.bytes.length / 1e6).toFixed(1)} MB)`, { href: url, download: folded ? "booklet.pdf" : "pages.pdf" }));
        } catch {
          said.textContent = disk ? "One of these is not the file of this copy. Choose them again." : "A file did not come through. Try again where the signal is better.";
          if (disk) picked.clear();
        }
        for (const button of buttons) button.disabled = false;
      };
      for (const [text, folded] of [["Make a booklet", true], ["One file, full size", false]]) {
        const button = el("button", text, { type: "button", class: "search" });
        button.addEventListener("click", () => bind(folded));
        form.append(button);
      }
      form.addEventListener("change", tell);
      form.append(said, ready);
      from.replaceWith(form);
      tell();
      form.querySelector("summary").focus();
    },
  };
})();
