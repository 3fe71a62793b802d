/* Two countries, both directions and their difference; and all pairs as a list. */
(function () {
  const { h, s, count, signed, range, percent, country, told, dotted, opens, more, only } = stance.elements;
  const NAMES = ["favor", "against", "neutral"];

  /** The rows of one country's speakers toward a target. */
  function direction(rows, a, b) {
    const from = stance.data["speaker_country names"].indexOf(a), to = stance.data["target names"].indexOf(b);
    return rows.filter((row) => stance.data.speaker_country[row] === from && stance.data.target[row] === to);
  }

  /** The rows of several directions, [[from, to], …], in one pass: a function of from and to. */
  function directions(rows, wanted) {
    const width = stance.data["target names"].length, found = new Map();
    const key = (a, b) => stance.data["speaker_country names"].indexOf(a) * width + stance.data["target names"].indexOf(b);
    for (const [a, b] of wanted) found.set(key(a, b), []);
    for (const row of rows) {
      const there = found.get(stance.data.speaker_country[row] * width + stance.data.target[row]);
      if (there) there.push(row);
    }
    return (a, b) => found.get(key(a, b));
  }

  /** The corrected shares of a group, where there are labels enough and the view shows all rows. */
  function corrected(grouping, group) {
    const { corrected } = stance.about;
    return corrected && ((corrected.shares[grouping] || {})[group] || null);
  }

  /** The shares of each stance as a bar and as numbers, raw and where possible corrected. */
  function shares(rows, grouping, group, whole) {
    const raw = stance.means.shares(rows);
    if (!raw[0]) return h("p", { class: "quiet" }, "No statement.");
    const mended = whole ? corrected(grouping, group) : null;
    const bar = h("div", { class: "shares", "aria-hidden": "true" }, [0, 2, 1].map((code) =>
      h("span", { class: NAMES[code], style: { width: 100 * (mended ? mended[NAMES[code]][0] : raw[code].mean) + "%" } })));
    const line = (name, cell) => (cell ? percent(cell[0]) + " [" + percent(cell[1]) + ", " + percent(cell[2]) + "]" : "–");
    const table = h("table", { class: "plain" },
      h("caption", { class: "heard" }, "Shares of each stance in per cent with 95 % intervals"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "% of statements"), h("th", { scope: "col" }, "raw (model)"),
        mended ? h("th", { scope: "col" }, "corrected by labels") : null)),
      h("tbody", {}, [0, 2, 1].map((code) => h("tr", {}, h("th", { scope: "row" }, h("span", { class: "key " + NAMES[code] }),
        NAMES[code]),
        h("td", {}, line(NAMES[code], raw[code].low === null ? null : [raw[code].mean, raw[code].low, raw[code].high])),
        mended ? h("td", {}, h("strong", {}, line(NAMES[code], mended[NAMES[code]]))) : null))));
    const why = mended ? "Corrected by “stance estimate” for the errors of the model" + (stance.about.seed === null ? "."
      : ", for all rows of the table.")
      : !stance.about.corrected ? "Raw: as the model judged, with its errors. Labels of a random sample (--labels) correct them."
      : whole ? "Raw: too few labels here to correct the errors of the model."
        : "Raw: shares are corrected for all rows, a target, a country of speakers or a pair, not for other views.";
    return h("div", {}, bar, table, h("p", { class: "quiet small" }, why));
  }

  function side(rows, a, b, whole) {
    const there = direction(rows, a, b);
    const cell = stance.means.of(there);
    return h("div", { class: "side" },
      h("h4", {}, country(a), " → ", country(b)),
      h("p", { class: "big" }, told(cell)), dotted(cell),
      h("p", {}, cell ? opens(cell.n, "Show the statements of " + country(a) + " toward " + country(b),
        only({ from: [a], to: [b] })) : "no",
        " statements in " + count(cell ? cell.articles : 0) + " articles"),
      cell ? shares(there, "speaker_country,target", a + "," + b, whole) : null);
  }

  /** The chosen pair. */
  function draw(place, rows, view, whole) {
    const [a, b] = view.pair.split(",");
    if (!b) return place.replaceChildren();
    const gap = a === b ? null : stance.means.difference(direction(rows, a, b), direction(rows, b, a));
    const many = gap && gap.low !== null && [direction(rows, a, b),
      direction(rows, b, a)].every((r) => !stance.means.few(stance.means.of(r)));
    place.replaceChildren(
      h("div", { class: "panel", id: "chosen" },
        h("div", { class: "head" }, h("h3", { tabindex: "-1" }, country(a) + " and " + country(b)),
          h("button", { type: "button", class: "quietly", onclick: () => stance.page.choose("", "") }, "Close")),
        h("div", { class: "sides" }, side(rows, a, b, whole), a === b ? null : side(rows, b, a, whole)),
        a === b ? null : h("p", { class: "gap" }, h("strong", {}, "Difference: "),
          many ? signed(gap.value) + " " + range(gap) + (gap.low > 0 || gap.high < 0 ? ", which is more than chance explains."
            : ", which may be chance.")
            : "too few articles in at least one direction.")));
  }

  /** Every pair of countries with both directions, as a list that can be sorted. */
  function list(place, rows, found, sort, limit) {
    const pairs = new Map();
    for (const [key, cell] of found.pairs) {
      const [a, b] = key.split(">");
      const name = a < b ? a + ">" + b : b + ">" + a;
      const pair = pairs.get(name) || { a: a < b ? a : b, b: a < b ? b : a, n: 0 };
      pair.n += cell.n;
      pairs.set(name, pair);
    }
    const all = [...pairs.values()];
    for (const pair of all) {
      pair.there = found.of(pair.a, pair.b);
      pair.back = pair.a === pair.b ? null : found.of(pair.b, pair.a);
      const both = pair.there && pair.back && !stance.means.few(pair.there) && !stance.means.few(pair.back);
      pair.gap = both ? pair.there.mean - pair.back.mean : null;
    }
    const by = { n: (p) => -p.n, gap: (p) => (p.gap === null ? 0 : -Math.abs(p.gap)),
      mean: (p) => (p.there && !stance.means.few(p.there) ? p.there.mean : 2) };
    all.sort((p, q) => by[sort](p) - by[sort](q) || q.n - p.n || (p.a + p.b < q.a + q.b ? -1 : 1));
    const of = directions(rows, all.slice(0, limit).flatMap(({ a, b }) => [[a, b], [b, a]]));
    const row = (pair) => {
      const gap = pair.gap === null ? null : stance.means.difference(of(pair.a, pair.b), of(pair.b, pair.a));
      return h("tr", {},
        h("th", { scope: "row" }, h("button", { type: "button", class: "link",
          onclick: () => stance.page.choose(pair.a, pair.b) }, country(pair.a) + " – " + country(pair.b))),
        h("td", {}, h("span", { class: "code" }, pair.a + "→" + pair.b), " ", told(pair.there)),
        h("td", {}, h("span", { class: "code" }, pair.b + "→" + pair.a), " ", told(pair.back)),
        h("td", {}, gap ? told({ mean: gap.value, low: gap.low, high: gap.high, articles: Infinity })
          : h("span", { class: "quiet" }, "–")),
        h("td", { class: "right" }, count(pair.n)));
    };
    const heads = { n: "statements", gap: "difference" };
    const head = (key) => h("th", { scope: "col", "aria-sort": sort === key ? "descending" : "none" },
      h("button", { type: "button", class: "link", onclick: () => list(place, rows, found, key, limit) },
        heads[key] + (sort === key ? " ▾" : "")));
    place.replaceChildren(
      h("div", { class: "scroll" }, h("table", { class: "plain wide" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "pair"), h("th", { scope: "col" }, "one way"),
          h("th", { scope: "col" }, "the other"), head("gap"), head("n"))),
        h("tbody", {}, all.slice(0, limit).map(row)))),
      more(all.length - limit, () => list(place, rows, found, sort, limit + 25)) || "");
  }

  stance.pair = { draw, list, shares, direction };
})();
