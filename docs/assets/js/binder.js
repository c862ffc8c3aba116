/* One booklet of what somebody chooses: the finished papers, put on sheets to fold. Loaded by reader.js when they ask. */
(() => {
  const WIDE = 396, HIGH = 612; // points: half Letter
  const MOST = 48, FOLDED = 8; // pages in one booklet; sheets that a hand folds and a stapler goes through
  const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const many = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  function el(name, text = "", attributes = {}) {
    const element = Object.assign(document.createElement(name), { textContent: text });
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  /** The stacks to fold: how many sheets each has. */
  function stacks(pages) {
    const sheets = Math.ceil(pages / 4), count = pages <= MOST ? 1 : Math.ceil(sheets / FOLDED);
    return Array.from({ length: count }, (_, at) => Math.floor(sheets / count) + (at < sheets % count));
  }

  /** Pages of each side, left and right, fronts and backs in turn, counted from 0. */
  function sides(pages) {
    const found = [];
    let first = 0;
    for (const sheets of stacks(pages)) {
      const last = first + 4 * sheets - 1;
      for (let at = 0; at < 2 * sheets; at++) found.push(at % 2 ? [first + at, last - at] : [last - at, first + at]);
      first = last + 1;
    }
    return found;
  }

  /** A page in its half of the sheet; a form is made small, and one that lies on its side is turned. */
  function put(sheet, page, left) {
    const lies = page.width > page.height;
    const [wide, high] = lies ? [page.height, page.width] : [page.width, page.height];
    const scale = Math.min(1, WIDE / wide, HIGH / high);
    const x = left + (WIDE - wide * scale) / 2, y = (HIGH - high * scale) / 2;
    const turned = lies ? { x: x + wide * scale, rotate: window.PDFLib.degrees(90) } : { x };
    sheet.drawPage(page, { y, xScale: scale, yScale: scale, ...turned });
  }

  async function booklet(files) {
    const { PDFDocument } = window.PDFLib;
    const made = await PDFDocument.create();
    const pages = [];
    for (const bytes of files) {
      const paper = await PDFDocument.load(bytes);
      pages.push(...await made.embedPdf(paper, paper.getPageIndices()));
    }
    for (const side of sides(pages.length)) {
      const sheet = made.addPage([2 * WIDE, HIGH]);
      side.forEach((number, half) => { if (pages[number]) put(sheet, pages[number], half * WIDE); });
    }
    made.setTitle("My booklet");
    made.setLanguage(document.documentElement.lang);
    return { bytes: await made.save(), pages: pages.length };
  }

  /** A page opened from a disk may not fetch files: then somebody has to hand them over. */
  function handed(place, names) {
    place.querySelector("[type=file]")?.closest("p").remove();
    const line = el("p"), label = el("label"), input = el("input", "", { type: "file", accept: ".pdf", multiple: "" });
    label.append(`Now find these in the folders print and forms of this copy, and choose them all at once: ${names.join(", ")} `, input);
    line.append(label);
    place.append(line);
    input.focus();
    return new Promise((done) => input.addEventListener("change", () => done([...input.files])));
  }

  async function read(place, root, paths, said) {
    if (location.protocol !== "file:") {
      return Promise.all(paths.map(async (path) => {
        const answer = await fetch(new URL(path, root));
        if (!answer.ok) throw new Error(`${path} could not be read`);
        return answer.arrayBuffer();
      }));
    }
    const names = paths.map((path) => path.split("/").pop());
    said.textContent = "";
    const files = await handed(place, names);
    const missing = names.filter((name) => !files.some((file) => file.name === name));
    if (missing.length) throw new Error(`${missing.join(", ")} is missing`);
    return Promise.all(names.map((name) => files.find((file) => file.name === name).arrayBuffer()));
  }

  async function make({ place, root, fetchScript }, said) {
    const paths = [...place.querySelectorAll("input:checked")].map((box) => box.value);
    if (!paths.length) { said.textContent = "Tick what you want first."; return; }
    said.textContent = "Making it …";
    try {
      await fetchScript("assets/js/pdf-lib.min.js");
      const { bytes, pages } = await booklet(await read(place, root, paths, said));
      const link = el("a", `Save your booklet (${size(bytes.length)})`, { download: "my-booklet.pdf" });
      link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
      const folded = stacks(pages).length;
      said.replaceChildren(link, `, ${many(Math.ceil(pages / 4), "Letter sheet")}, both sides, short edge${folded > 1 ? `, in ${folded} stacks to fold` : ""}.`);
      link.focus();
    } catch (error) {
      said.textContent = `That did not work: ${error.message}. The single files are in the list above.`;
    }
  }

  function open(tools) {
    const section = el("section", "", { class: "binder" }), said = el("p", "", { role: "status" });
    section.append(el("p", "Tick what you want. This phone or computer makes the booklet; nothing is sent. Forms are made small."));
    for (const [name, papers] of [["Chapters", window.readerBinderList.chapters], ["Forms and cards", window.readerBinderList.forms]]) {
      const group = el("fieldset");
      group.append(el("legend", name));
      for (const [path, title] of papers) {
        const label = el("label");
        label.append(el("input", "", { type: "checkbox", value: path }), ` ${title}`);
        group.append(label);
      }
      if (papers.length) section.append(group);
    }
    const line = el("p"), button = el("button", "Make the booklet", { type: "button", class: "search" });
    button.addEventListener("click", () => make(tools, said));
    line.append(button);
    section.append(line, said);
    tools.place.replaceChildren();
    tools.place.after(section);
    tools.place = section;
    section.querySelector("input")?.focus();
  }

  window.readerBinder = { open };
})();
