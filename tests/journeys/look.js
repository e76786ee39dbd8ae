// What a crawl asks of every page. It stays in the window, and so does axe, while one page after another is written into it.
"use strict";

window.look = (() => {
  const LOOKS = ["color-contrast", "target-size"]; // what follows from how one element looks, wherever it stands
  const QUICK = { resultTypes: ["violations"], selectors: false, preload: false };
  const WHOLE = { ...QUICK, rules: Object.fromEntries(LOOKS.map((rule) => [rule, { enabled: false }])) };
  const LOOKED_AT = "a, button, input, select, textarea, summary, [tabindex]";
  const TELLING = ["class", "role", "type", "hidden", "open", "data-state", "aria-current", "aria-invalid"];
  let fresh = []; // on the page of now: what no page before had, one of each kind

  const kindOf = (element) => [element.localName, ...TELLING.map((name) => element.getAttribute(name))].join("|");

  // An element is of the kind of all that it stands in: its colours and its size follow from that.
  const kinds = () => {
    const found = new Map();
    const paths = new Map([[document.body, kindOf(document.body)]]);
    for (const element of document.body.querySelectorAll("*")) {
      const path = `${paths.get(element.parentElement) ?? "svg"} ${kindOf(element)}`;
      paths.set(element, path);
      if (!found.get(path)?.checkVisibility()) found.set(path, element);
    }
    return found;
  };

  const shows = (element) =>
    element.matches(LOOKED_AT) || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const write = async (answer) => {
    const html = await answer.text();
    history.replaceState(null, "", answer.url);
    document.open();
    const loaded = new Promise((go) => addEventListener("load", go, { once: true }));
    document.write(html);
    document.close();
    await loaded;
    return answer.status;
  };

  const broken = async (context, options) =>
    (await axe.run(context, options)).violations.map(
      ({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))}`,
    );

  return {
    names: {}, // per name of a page: the kinds of element that such pages had
    seen: new Set(), // the kinds that any page had

    // A page as the server gives it, without what a browser does to leave one window for another: half of the time.
    open: async (url) => write(await fetch(url)),

    // The first form of this page, sent with nothing filled in.
    sendEmpty: async () => {
      const filled = (form) => form.querySelector("input:not([type=hidden]), textarea");
      const form = [...document.querySelectorAll("main form[method=post]")].find(filled);
      for (const field of form.querySelectorAll("input:not([type=hidden]):not([type=radio]), textarea")) field.value = "";
      const body = new FormData(form, form.querySelector("button:not([name])"));
      return write(await fetch(form.getAttribute("action") || location.href, { method: "POST", body }));
    },

    // What axe finds: in the whole page as far as its name has not shown all of it, and in looks that are new anywhere.
    first: async (name) => {
      const found = kinds();
      const known = (look.names[name] ??= new Set());
      const whole = [...found.keys()].some((kind) => !known.has(kind));
      fresh = [...found].filter(([kind, element]) => !look.seen.has(kind) && shows(element)).map(([, element]) => element);
      for (const kind of found.keys()) known.add(kind), look.seen.add(kind);
      return [...(whole ? await broken(document, WHOLE) : []), ...(await look.looks())];
    },

    // The same at another width and in other colours.
    again: async () => (fresh.length ? [...(await broken(document, WHOLE)), ...(await look.looks())] : []),

    looks: async () => (fresh.length ? broken({ include: fresh }, { ...QUICK, runOnly: LOOKS }) : []),

    title: () => [document.title, ...[...document.querySelectorAll("h1")].map((heading) => heading.innerText)],

    mainButtons: () =>
      [...document.querySelectorAll("main .nl-button--primary")]
        .filter((button) => {
          const box = button.getBoundingClientRect();
          return button.checkVisibility() && box.width && box.bottom > 0 && box.top < innerHeight;
        })
        .map((button) => button.innerText.trim()),

    // Only a page that scrolls sideways as a whole; a wide table may scroll within its own frame.
    tooWide: () => {
      const root = document.documentElement;
      if (root.scrollWidth <= innerWidth) return [];
      const parts = [...document.querySelectorAll("main *, header *, footer *")];
      const over = parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 1);
      return [`${root.scrollWidth}`, ...over.slice(-3).map((part) => part.outerHTML.slice(0, 160))];
    },
  };
})();
