/* The sentence in its passage: texts lie in files beside the page, each of which calls `receive` once it is loaded. */
(function () {
  const { h, country } = stance.elements;
  const files = new Map();
  const NAME = /^\d{4,}\.js$/;
  /* Where a browser enforces it, nothing of this page can become a script but a file with such a name. */
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy("stance-texts", {
      createScriptURL: (name) => {
        if (!NAME.test(name)) throw new TypeError("no file of texts: " + name);
        return encodeURIComponent(stance.about.folder) + "/" + name;
      },
    })
    : { createScriptURL: (name) => encodeURIComponent(stance.about.folder) + "/" + name };

  /** Called by a file of texts. */
  function receive(number, articles) {
    files.get(number).keep(articles);
  }

  function load(number) {
    if (files.has(number)) return files.get(number).ready;
    const entry = {};
    entry.ready = new Promise((keep, fail) => {
      entry.keep = keep;
      const script = document.createElement("script");
      script.src = policy.createScriptURL(String(number).padStart(4, "0") + ".js");
      script.onerror = () => (files.delete(number), script.remove(), fail(new Error("missing")));
      document.head.append(script);
    });
    files.set(number, entry);
    return entry.ready;
  }

  /** Where the source lies, with a fragment by which a browser finds the words; null where nothing can be linked. */
  function address(row, article) {
    const path = stance.data["article source_path"][stance.data.article[row]];
    const words = stance.data.text[row].split(/\s+/).filter(Boolean);
    const part = (list) => encodeURIComponent(list.join(" ")).replace(/-/g, "%2D");
    const fragment = ":~:text=" + (words.length > 10 ? part(words.slice(0, 4)) + "," + part(words.slice(-4)) : part(words));
    const web = article && article.url ? article.url : /^https?:\/\//i.test(path) ? path : null;
    if (web) return web + (web.includes("#") ? "" : "#") + fragment;
    if (!path || /^[a-z][a-z\d+.-]+:/i.test(path)) return null;
    const way = path.split("/").map(encodeURIComponent).join("/");
    if (path.startsWith("/")) return "file://" + way + "#" + fragment;
    return stance.about.sources === null ? null
      : "./" + stance.about.sources.split("/").map(encodeURIComponent).join("/") + way + "#" + fragment;
  }

  /** A text in pieces, each with the marks that cover it. */
  function marked(text, start, end, marks) {
    const cuts = [...new Set([start, end, ...marks.flatMap((m) => [m.start, m.end])])].filter((at) => at >= start
      && at <= end).sort((a, b) => a - b);
    return cuts.slice(1).map((to, i) => {
      const from = cuts[i];
      const over = marks.filter((m) => m.start <= from && m.end >= to);
      const piece = text.slice(from, to);
      return over.length ? h("mark", { class: over.map((m) => m.kind).join(" "), title: over.map((m) => m.title).join(", ") },
        piece) : piece;
    });
  }

  function paragraphs(text) {
    const found = [];
    for (let start = 0; start <= text.length; ) {
      const next = text.indexOf("\n\n", start);
      const end = next < 0 ? text.length : next;
      if (end > start) found.push([start, end]);
      start = end + 2;
    }
    return found;
  }

  function body(row, article, whole) {
    const spans = article.rows[row];
    const marks = [];
    const target = stance.store.value("target", row);
    if (spans) {
      ["statement", "cue", "speaker"].forEach((kind, i) => spans[i]
        && marks.push({ start: spans[i][0], end: spans[i][1], kind, title: kind }));
    }
    for (const [start, end, code] of article.mentions) if (code === target) marks.push({ start, end, kind: "target",
      title: "target: " + country(code) });
    const all = paragraphs(article.text);
    let first = 0, last = all.length - 1;
    if (!whole && spans) {
      first = Math.max(0, all.findIndex(([, end]) => end >= spans[0][0]) - 1);
      last = all.findIndex(([, end]) => end >= spans[0][1]);
      if (last < 0) last = all.length - 1;
      if (first === 0 && last > 2) first = 1;
    }
    return [
      first > 0 ? h("p", { class: "quiet", "aria-hidden": "true" }, "…") : null,
      ...all.slice(first, last + 1).map(([start, end]) => h("p", { dir: "auto" }, marked(article.text, start, end, marks))),
      last < all.length - 1 ? h("p", { class: "quiet", "aria-hidden": "true" }, "…") : null,
    ].filter(Boolean);
  }

  function reasons(text) {
    if (!text) return null;
    return h("details", { class: "reasons" }, h("summary", {}, "What decided"),
      h("ul", {}, text.split("; ").map((part) => {
        const at = part.lastIndexOf(" ");
        const value = part.slice(at + 1);
        return h("li", {}, h("bdi", {}, part.slice(0, at)), " ", h("span",
          { class: "number " + (value.startsWith("-") ? "minus" : "plus") }, value.replace("-", "−")));
      })),
      h("p", { class: "quiet small" }, "The parts of the masked text that spoke most for (+) or against (−) this judgement."));
  }

  /** Fills a place with the passage of a row. */
  async function fill(place, row) {
    const number = stance.data.article[row], per = stance.about.articlesPerFile;
    const title = stance.data["article title"][number];
    let article = null, problem = "";
    if (!stance.about.hasTexts
      && !stance.about.hasReasons) problem = "Passages are not here: the texts of the articles were not found when this page was made (--articles).";
    else {
      place.replaceChildren(h("p", { class: "quiet" }, "Loading …"));
      try {
        article = (await load(Math.floor(number / per)))[number % per];
        if (!article.text) problem = "The passage is not here: the text of this article was not found when this page was made (--articles).";
        else if (!article.rows[row]) problem = "The words of this statement do not stand at their place in the text; it is shown without marks.";
      } catch {
        problem = "The passage could not be loaded: keep the folder “" + stance.about.folder + "” beside this page.";
      }
    }
    const text = h("div", { class: "text" });
    const address_ = address(row, article);
    const show = (whole) => text.replaceChildren(...body(row, article, whole));
    const button = article && article.text ? h("button", { type: "button", class: "link small" }, "Whole article") : null;
    let whole = false;
    if (button) {
      button.addEventListener("click", () => ((whole = !whole), show(whole),
        (button.textContent = whole ? "Only the passage" : "Whole article")));
      show(false);
    }
    place.replaceChildren(
      title ? h("p", { class: "title", dir: "auto" }, title) : "", problem ? h("p", { class: "notice" }, problem) : "", text,
      article && article.text && article.rows[row] ? h("p", { class: "small quiet keys" },
        ["statement", "speaker", "cue", "target"].map((kind) => h("mark", { class: kind }, kind))) : "",
      h("p", { class: "small" }, button, " ", address_ ? h("a", { href: address_, rel: "noopener noreferrer", target: "_blank" },
        "Source") : null, " ",
        h("span", { class: "quiet" }, h("bdi", {}, stance.data["article source_path"][number]),
          ", characters " + stance.data.start[row] + "–" + stance.data.end[row])),
      reasons(article && article.reasons[row]) || "");
  }

  stance.passages = { receive, fill };
})();
