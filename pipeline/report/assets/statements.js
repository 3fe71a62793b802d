/* One statement as it is shown everywhere, and the dialog that lists those behind a number. */
(function () {
  const { h, count, noun, fixed, country, more } = stance.elements;
  const PAGE = 25;

  const probability = (row, code) => (code === 0 ? stance.data.favor[row] : code === 1 ? stance.data.against[row]
    : 10000 - stance.data.favor[row] - stance.data.against[row]) / 10000;

  /** The stance of a row with its probability. */
  function badge(row) {
    const code = stance.data.stance[row];
    if (code > 2) return h("span", { class: "badge" }, "not sure");
    const name = stance.data["stance names"][code];
    return h("span", { class: "badge " + name }, name, " ", h("span", { class: "number" }, fixed(probability(row, code), 2)));
  }

  function meta(row) {
    const { value } = stance.store;
    const article = stance.data.article[row];
    const role = value("speaker_role", row);
    const flags = ["headline", "alleged", "domestic"].filter((flag) => stance.data[flag][row]);
    const about = [stance.data["article published"][article].slice(0, 10), value("outlet", row), value("kind", row),
      ...flags].filter(Boolean);
    return [
      h("p", { class: "who" }, badge(row), " ", h("strong", { dir: "auto" }, value("speaker", row) || "unknown speaker"),
        role ? h("span", { class: "quiet", dir: "auto" }, ", " + role) : null,
        h("span", { class: "way" }, " " + country(value("speaker_country", row)) + " → " + country(value("target", row)))),
      h("p", { class: "quiet small", dir: "auto" }, about.join(" · ")),
    ];
  }

  /** A statement; `both` says the probabilities of favor and against. */
  function item(row, both) {
    const place = h("div", { class: "passage", hidden: true });
    const button = h("button", { type: "button", class: "link small", "aria-expanded": "false" }, "Read it in its passage");
    button.addEventListener("click", async () => {
      const open = place.hidden;
      place.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      if (open && !place.childElementCount) await stance.passages.fill(place, row);
    });
    return h("article", { class: "statement", "data-row": row }, meta(row),
      h("blockquote", { dir: "auto" }, stance.data.text[row]),
      both ? h("p", { class: "quiet small" }, "favor " + fixed(probability(row, 0),
        2) + " · against " + fixed(probability(row, 1), 2) + " · neutral " + fixed(probability(row, 2), 2)) : null,
      button, place);
  }

  /** Lists the rows of a view in the dialog; the title says which. */
  function list(place, rows, limit = PAGE) {
    const { favor, against, stance: code } = stance.data;
    const sure = (row) => (code[row] > 2 ? 0 : Math.round(10000 * probability(row, code[row])));
    const ordered = [...rows].sort((a, b) => sure(b) - sure(a) || a - b);
    const draw = (limit) => place.replaceChildren(
      h("p", { class: "quiet" }, noun(rows.length, "statement") + ", the surest judgements first"),
      ...ordered.slice(0, limit).map((row) => item(row)),
      more(ordered.length - limit, () => draw(limit + PAGE)) || "");
    draw(limit);
  }

  stance.statements = { item, badge, list };
})();
