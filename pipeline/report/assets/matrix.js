/* Countries toward countries: shade is the mean, pale where its interval holds zero, size is the number of statements. */
(function () {
  const { h, count, signed, country, spoken, shade } = stance.elements;

  /** All cells of the rows, {of(from, to), order}: the order puts the countries with the most statements first. */
  function cells(rows) {
    const { speaker_country: from, target: to } = stance.data;
    const fromNames = stance.data["speaker_country names"], toNames = stance.data["target names"];
    const width = toNames.length;
    const found = stance.means.grouped(rows, (row) => (fromNames[from[row]] === "" ? -1 : from[row] * width + to[row]),
      fromNames.length * width);
    const totals = new Map(), pairs = new Map();
    found.forEach((cell, group) => {
      if (!cell) return;
      const pair = [fromNames[Math.floor(group / width)], toNames[group % width]];
      pairs.set(pair.join(">"), cell);
      for (const name of pair) totals.set(name, (totals.get(name) || 0) + cell.n);
    });
    const order = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || (a < b ? -1 : 1));
    return { pairs, order, of: (a, b) => pairs.get(a + ">" + b) || null };
  }

  function tile(a, b, cell, most, chosen) {
    if (a === b && !cell) return h("td", { class: "same" });
    if (!cell) return h("td", { class: "none" });
    const look = shade(cell);
    const size = Math.round(62 + 38 * Math.sqrt(cell.n / most)) + "%";
    return h(
      "td", {},
      h(
        "button",
        {
          type: "button", class: "cell", "data-from": a, "data-to": b, tabindex: "-1",
          "aria-label": country(a) + " toward " + country(b) + ": " + spoken(cell),
          "aria-pressed": chosen ? "true" : null,
          title: country(a) + " → " + country(b) + "\n" + spoken(cell),
          onclick: () => stance.page.choose(a, b),
        },
        h("span", { class: "tile " + look.class, style: { ...look.style, "--size": size } }, stance.means.few(cell) ? "few"
          : signed(cell.mean)),
        h("span", { class: "n" }, count(cell.n)),
      ),
    );
  }

  /** The arrow keys go from cell to cell; one cell is in the order of the tab key. */
  function walk(event) {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const at = event.target.closest("td");
    if (!step || !at) return;
    event.preventDefault();
    const rows = [...event.currentTarget.querySelectorAll("tbody tr")];
    let y = rows.indexOf(at.parentElement), x = at.cellIndex;
    for (;;) {
      (y += step[0]), (x += step[1]);
      const cell = rows[y] && rows[y].cells[x];
      if (!cell || x < 1) return;
      const button = cell.querySelector("button");
      if (button) {
        for (const other of event.currentTarget.querySelectorAll("button.cell[tabindex='0']")) other.tabIndex = -1;
        button.tabIndex = 0;
        button.focus();
        return;
      }
    }
  }

  /** Draws the matrix into its place. */
  function draw(place, rows, view) {
    const found = cells(rows);
    const wanted = view.size === "all" ? found.order.length : Number(view.size) || 12;
    const shown = found.order.slice(0, Math.min(wanted, 80));
    const from = shown.filter((a) => shown.some((b) => found.of(a, b))),
      to = shown.filter((b) => shown.some((a) => found.of(a, b)));
    const most = Math.max(1, ...from.flatMap((a) => to.map((b) => (found.of(a, b) || { n: 0 }).n)));
    const chosen = view.pair.split(",");
    const table = h(
      "table", { class: "matrix", onkeydown: walk },
      h("caption", { class: "heard" }, "Mean stance of speakers of each country (rows) toward each target (columns)"),
      h("thead", {}, h("tr", {}, h("td", { class: "corner" }, h("span", {}, "speaker ↓"), h("span", {}, "target →")),
        to.map((b) => h("th", { scope: "col", title: country(b) }, h("abbr", { title: country(b) }, b))))),
      h("tbody", {}, from.map((a) => h("tr", {},
        h("th", { scope: "row" }, h("span", { class: "name" }, country(a)), " ", h("span", { class: "code" }, a)),
        to.map((b) => tile(a, b, found.of(a, b), most, chosen[0] === a && chosen[1] === b))))),
    );
    const first = table.querySelector("button.cell");
    if (first) first.tabIndex = 0;
    const hidden = found.order.length - shown.length;
    place.replaceChildren(
      shown.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of countries" }, table)
        : h("p", { class: "quiet" }, "No statement in this view has a speaker’s country."),
      h("p", { class: "quiet small" }, hidden > 0
        ? "The " + shown.length + " countries with the most statements; " + count(hidden) + " more are in the list of pairs below, or by “Countries shown” and the filters."
        : "All countries of this view."),
    );
    return found;
  }

  stance.matrix = { draw, cells };
})();
