// What htmx changed without a new page: focus follows, a screen reader hears it, and trouble is said. And a link that
// is shown once can be copied or shared, where the browser can. A form that is still keeping a field waits with sending,
// and one that is on its way is not sent again.
"use strict";

(() => {
  const say = (text) => {
    const region = document.getElementById("omroep");
    if (region && text && region.textContent !== text) region.textContent = text;
  };

  const trouble = (text) => {
    const note = document.getElementById("storing");
    if (!note) return;
    note.textContent = text ?? note.dataset.text;
    note.hidden = !note.textContent;
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
  for (const row of document.querySelectorAll("[data-link]")) {
    const { value } = document.getElementById(row.dataset.link);
    const [copy, share] = [row.querySelector("[data-copy]"), row.querySelector("[data-share]")];
    copy.hidden = !navigator.clipboard;
    share.hidden = !navigator.share;
    row.hidden = copy.hidden && share.hidden;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(value);
      copy.textContent = copy.dataset.done;
      say(copy.dataset.done);
    });
    share.addEventListener("click", () => navigator.share({ url: value }).catch(() => {}));
  }
  // Sent at once, what was typed last would clash with what its own page is keeping that moment.
  const mayGo = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const keeping = () => form.querySelector(".htmx-request");
    if (event.defaultPrevented || mayGo.delete(form) || !keeping()) return;
    event.preventDefault();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    const latest = Date.now() + 10_000;
    const send = () => {
      if (keeping() && Date.now() < latest) return void setTimeout(send, 50);
      form.ariaBusy = null;
      mayGo.add(form);
      form.requestSubmit(event.submitter);
    };
    send();
  });
  // A second tap while the first is on its way sends nothing. The server does it once anyway; this saves the wait.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.ariaBusy) return void event.preventDefault();
    form.ariaBusy = "true";
    setTimeout(() => { form.ariaBusy = null; }, 5_000);
  });
  document.addEventListener("htmx:beforeRequest", () => trouble(""));
  for (const event of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(event, ({ detail }) => {
      // Too often: the answer itself says when it can be again.
      trouble(detail.xhr?.status === 429 ? detail.xhr.responseText : null);
    });
  }
})();
