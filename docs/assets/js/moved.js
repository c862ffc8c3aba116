// A page that moved: go to its new place, with the #heading of the old address if the new one names none.
const link = document.querySelector("main a");
if (link) {
  const to = new URL(link.href);
  if (!to.hash) to.hash = location.hash;
  location.replace(to);
}
