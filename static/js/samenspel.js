// What htmx changed without a new page: focus follows, a screen reader hears it, and trouble is said.
"use strict";

(() => {
  const say = (text) => {
    const region = document.getElementById("omroep");
    if (region && text && region.textContent !== text) region.textContent = text;
  };

  const trouble = (visible) => {
    const note = document.getElementById("storing");
    if (!note) return;
    note.textContent = visible ? note.dataset.text : "";
    note.hidden = !visible;
  };

  const within = (part, selector) => (part.matches(selector) ? part : part.querySelector(selector));

  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (!(target instanceof Element)) return;
    say(within(target, "[data-announce]")?.dataset.announce);
    if (!within(target, "[autofocus]")) within(target, "[data-focus]")?.focus();
  });
  document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
    if (detail.target?.id === "meldingen") say(document.getElementById("meldingen").textContent.trim());
  });
  document.addEventListener("htmx:beforeRequest", () => trouble(false));
  for (const event of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(event, () => trouble(true));
  }
})();
