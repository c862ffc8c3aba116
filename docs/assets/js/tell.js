/* The correction page: which value, and three questions, whose answers stand in the letter, the text message and the form.
   Nothing is sent and nothing is kept: the links open what a person sends, or not. */
window.readerTell = async (root, fetchScript) => {
  const asked = new URLSearchParams(location.search);
  const given = (name) => (asked.get(name) || "").slice(0, 200);
  const make = (tag, text, to) => {
    const made = document.createElement(tag);
    made.textContent = text;
    to?.append(made);
    return made;
  };
  const label = (question) => {
    const line = make("label", `${question} `, asking);
    line.className = "asked";
    return line;
  };
  const links = [...document.querySelectorAll("a[data-fill-href]")];
  const asking = document.querySelector(".asking");
  const known = { page: given("page"), edition: given("edition"), fact: "", value: "", source: "", wrong: "", right: "", how: "" };
  const words = () => Object.entries({
    Page: known.page, Edition: known.edition, Fact: known.fact, Value: known.value, Source: known.source,
    "\nWhat is wrong": known.wrong, "\nWhat is right": known.right, "\nHow do you know, and since when": known.how,
  }).filter(([name, said]) => said || name[0] === "\n").map(([name, said]) => `${name}: ${said}`).join("\n");
  const fill = () => {
    for (const link of links) {
      const filled = link.dataset.fillHref.replace(/PAGE|EDITION|FACT|VALUE|SOURCE|WRONG|RIGHT|HOW/g,
        (name) => encodeURIComponent(known[name.toLowerCase()].trim()));
      // A line that stayed empty is left out; a question that nobody answered stays, to be answered in the letter.
      link.href = filled.replace(/(?:Page|Edition|Fact|Value|Source)%3A%20%0A/g, "").replace(/value=%3A\+\+%28%29&?/, "");
    }
  };
  const ask = (key, question, help) => {
    const line = label(question);
    make("small", help, line);
    const field = make("textarea", "", line);
    field.rows = key === "how" ? 3 : 2;
    field.maxLength = 600;
    field.autocomplete = "off";
    field.addEventListener("input", () => { known[key] = field.value; fill(); });
    return field;
  };
  const which = given("page") || given("fact") ? label("Which number or value?") : null;
  const values = which && make("select", "", which);
  const wrong = ask("wrong", "What is wrong?", "Copy the words or the number.");
  ask("right", "What is right?", "If you know it.");
  ask("how", "How do you know, and since when?", "A web page, a letter, a call you made. And the date.");
  const copy = make("button", "Copy these words");
  copy.type = "button";
  copy.className = "copy";
  copy.addEventListener("click", () => navigator.clipboard.writeText(words()).then(
    () => { copy.textContent = "Copied"; }, () => { copy.textContent = "This browser can’t copy; write it down"; }));
  if (navigator.clipboard) asking.append(copy);
  asking.className = ""; // it is as high as what it holds
  fill();

  // Which value: the one that was pressed, or one of those on the page.
  if (!which) return;
  try { await fetchScript("facts.js"); } catch { which.remove(); return; }
  const { facts, pages } = window.readerFacts;
  const take = (id) => {
    const [value, , source, page] = facts[id] || ["", "", "", ""];
    if (wrong.value === known.value) { wrong.value = value; known.wrong = value; }
    Object.assign(known, { fact: facts[id] ? id : "", value, source });
    if (id === given("fact") && page) known.page = page;
    fill();
  };
  const here = Object.hasOwn(facts, given("fact")) ? [given("fact")] : pages[given("page")] || [];
  if (here.length > 1) make("option", "Something else on this page", values).value = "";
  for (const id of here) make("option", `${facts[id][0]} (${facts[id][1]})`, values).value = id;
  values.addEventListener("change", () => take(values.value));
  if (here.length === 1) take(here[0]);
  if (!here.length) which.remove();
};
