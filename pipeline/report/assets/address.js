/* The view as it stands in the address of the page, by the rules of pipeline/report/view.py. */
(function () {
  const PAGE = { unit: "", size: "12", pair: "", show: "" };

  /** The view in an address. */
  function read(text) {
    const view = { lists: {}, since: "", until: "", words: "", ...PAGE };
    for (const part of text.replace(/^#/, "").split("&")) {
      const at = part.indexOf("=");
      if (at < 0) continue;
      const key = part.slice(0, at), value = part.slice(at + 1);
      if (stance.about.lists[key]) view.lists[key] = value.split(",").map((name) => (name === stance.about.none ? ""
        : decode(name)));
      else if (key in view && key !== "lists") view[key] = decode(value);
    }
    return view;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** The part of an address that says which rows are seen. */
  function filters(view) {
    const parts = [];
    for (const key of Object.keys(stance.about.lists)) {
      const wanted = view.lists[key];
      if (wanted && wanted.length) {
        parts.push(key + "=" + wanted.map((name) => (name === "" ? stance.about.none : encodeURIComponent(name))).join(","));
      }
    }
    for (const key of ["since", "until", "words"]) if (view[key]) parts.push(key + "=" + encodeURIComponent(view[key]));
    return parts.join("&");
  }

  /** The whole address of a view. */
  function write(view) {
    const parts = [filters(view)];
    for (const key of Object.keys(PAGE)) if (view[key]
      && view[key] !== PAGE[key]) parts.push(key + "=" + encodeURIComponent(view[key]));
    return "#" + parts.filter(Boolean).join("&");
  }

  /** A view that lets through only what both let through; of two lists the narrower one counts. */
  function narrowed(view, extra) {
    const later = [view.since, extra.since].filter(Boolean).sort().pop() || "";
    const earlier = [view.until, extra.until].filter(Boolean).sort()[0] || "";
    const lists = { ...view.lists };
    for (const [key, wanted] of Object.entries(extra.lists)) {
      lists[key] = lists[key] ? lists[key].filter((name) => wanted.includes(name)) : wanted;
      if (!lists[key].length) lists[key] = wanted;
    }
    return { ...view, lists, since: later, until: earlier, words: view.words || extra.words };
  }

  stance.address = { read, write, filters, narrowed };
})();
