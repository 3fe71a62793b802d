/* Elements of the page. Whatever comes from data becomes text; there is no way to markup. */
(function () {
  const SVG = "http://www.w3.org/2000/svg";

  function filled(element, properties, children) {
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "onclick" || name === "oninput" || name === "onchange" || name === "onkeydown") element.addEventListener(name.slice(2), value);
      else if (name === "style") for (const [key, set] of Object.entries(value)) element.style.setProperty(key, set);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** An HTML element with attributes and children. */
  const h = (tag, properties, ...children) => filled(document.createElement(tag), properties, children);
  /** An SVG element. */
  const s = (tag, properties, ...children) => filled(document.createElementNS(SVG, tag), properties, children);

  /** 1,211 */
  const count = (number) => number.toLocaleString("en");
  const noun = (number, word) => count(number) + " " + word + (number === 1 ? "" : "s");

  /** Halves away from zero, as pipeline/report/figures/numbers.py rounds. */
  const fixed = (value, digits) => {
    const text = Math.abs(value).toFixed(digits);
    return (value < 0 && Number(text) !== 0 ? "-" : "") + text;
  };
  /** −0.43 or +0.10 */
  const signed = (value) => {
    const text = fixed(value, 2);
    return Number(text) === 0 ? "0.00" : text.startsWith("-") ? "−" + text.slice(1) : "+" + text;
  };
  /** [−0.60, −0.26] */
  const range = (cell) => (cell.low === null ? "no interval" : "[" + signed(cell.low) + ", " + signed(cell.high) + "]");
  const percent = (value) => fixed(100 * value, 1);

  const country = (code) => (code === "" ? "unknown country" : stance.about.names[code] || code);

  /** A mean in words, for those who hear the page. */
  function spoken(cell) {
    if (!cell) return "no statements";
    const base = noun(cell.n, "statement") + " in " + noun(cell.articles, "article");
    if (stance.means.few(cell)) return "too few: " + base;
    return "mean stance " + signed(cell.mean) + ", 95 percent interval " + signed(cell.low) + " to " + signed(cell.high) + ", " + base;
  }

  /** The class and strength of colour that a mean is drawn with. */
  function shade(cell) {
    if (!cell || stance.means.few(cell)) return { class: "few", style: {} };
    const open = cell.low <= 0 && cell.high >= 0;
    const side = cell.mean < 0 ? "against" : "favor";
    return {
      class: side + (open ? " open" : "") + (Math.abs(cell.mean) > 0.5 && !open ? " strong" : "") + (Math.abs(cell.mean) > 0.7
        && !open ? " stronger" : ""),
      style: { "--strength": Math.round(Math.min(1, Math.abs(cell.mean) * 1.1) * 100) + "%" },
    };
  }

  /** A mean and its interval as a dot on a line from −1 to +1. */
  function dotted(cell) {
    if (!cell || stance.means.few(cell)) return h("span", { class: "range", "aria-hidden": "true" });
    const place = (value) => ((value + 1) / 2) * 100 + "%";
    const look = shade(cell);
    return h(
      "span", { class: "range", "aria-hidden": "true" },
      h("span", { class: "reach", style: { left: place(cell.low), width: ((cell.high - cell.low) / 2) * 100 + "%" } }),
      h("span", { class: "dot " + look.class, style: { ...look.style, left: place(cell.mean) } }),
    );
  }

  /** The mean with its interval as text, or that there are too few articles. */
  function told(cell) {
    if (!cell) return h("span", { class: "quiet" }, "–");
    if (stance.means.few(cell)) return h("span", { class: "quiet" }, "too few");
    return h("span", { class: "number" }, h("strong", {}, signed(cell.mean)), " ", h("span", { class: "quiet" }, range(cell)));
  }

  /** A number that opens the statements it counts. */
  function opens(number, label, extra) {
    return h("button", { class: "opens", type: "button", "aria-label": label, onclick: () => stance.page.show(extra) },
      count(number));
  }

  /** A button that shows more of a list. */
  function more(left, onclick) {
    return left > 0 ? h("button", { class: "more", type: "button", onclick }, "Show more (" + count(left) + " left)") : null;
  }

  /** Part of a view: only lists. */
  const only = (lists, rest) => ({ lists, since: "", until: "", words: "", ...rest });

  stance.elements = { h, s, count, noun, fixed, signed, range, percent, country, spoken, shade, dotted, told, opens, more, only };
})();
