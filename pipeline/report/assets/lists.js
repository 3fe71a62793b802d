/* Lists beside the matrix: facets, speakers, contested statements, contradictions, keyword in context. */
(function () {
  const { h, count, noun, country, told, dotted, opens, more, only, spoken } = stance.elements;
  const NAMED = /^[\p{Lu}\p{Lo}]/u;

  function means(rows, column) {
    const names = stance.data[column + " names"];
    const cells = stance.means.grouped(rows, (row) => stance.store.code(column, row), names.length);
    return names.map((name, code) => ({ name, cell: cells[code] })).filter((entry) => entry.cell)
      .sort((a, b) => b.cell.n - a.cell.n || (a.name < b.name ? -1 : 1));
  }

  /** One column's values as rows of a table; a name narrows the view, a number opens the statements. */
  function facet(place, rows, view, key, title, limit = 8) {
    const column = stance.about.lists[key];
    const all = means(rows, column);
    const label = (name) => (name === "" ? "unknown" : key === "from" || key === "to" ? country(name) : name);
    place.replaceChildren(
      h("h3", {}, title),
      h("table", { class: "plain facet" },
        h("caption", { class: "heard" }, "Mean stance by " + title),
        h("thead", { class: "heard" }, h("tr", {}, h("th", { scope: "col" }, title), h("th", { scope: "col" }, "mean stance"),
          h("th", { scope: "col" }, "on a line from −1 to +1"), h("th", { scope: "col" }, "statements"))),
        h("tbody", {}, all.slice(0, limit).map(({ name, cell }) => {
          const on = (view.lists[key] || []).includes(name);
          return h("tr", {},
            h("th", { scope: "row" }, h("button", {
              type: "button", class: "toggle", dir: "auto", "aria-pressed": on ? "true" : "false",
              "aria-label": label(name) + ": " + spoken(cell), onclick: () => stance.page.toggle(key, name),
            }, label(name))),
            h("td", { class: "nowrap" }, told(cell)), h("td", {}, dotted(cell)),
            h("td", { class: "right" }, opens(cell.n, "Show the " + cell.n + " statements of " + label(name),
              only({ [key]: [name] }))));
        }))),
      more(all.length - limit, () => facet(place, rows, view, key, title, limit + 20)) || "");
  }

  /** The speakers with the most statements. */
  function speakers(place, rows, limit = 10) {
    const all = means(rows, "speaker").filter(({ name }) => name && NAMED.test(name));
    const countries = new Map(all.slice(0, limit).map(({ name }) => [stance.data["speaker names"].indexOf(name), new Map()]));
    for (const row of rows) {
      const seen = countries.get(stance.data.speaker[row]), code = stance.data.speaker_country[row];
      if (seen) seen.set(code, (seen.get(code) || 0) + 1);
    }
    const home = (name) => {
      const seen = [...countries.get(stance.data["speaker names"].indexOf(name))].sort((a, b) => b[1] - a[1]);
      return seen.length ? stance.data["speaker_country names"][seen[0][0]] : "";
    };
    place.replaceChildren(
      h("div", { class: "scroll" }, h("table", { class: "plain" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "speaker"), h("th", { scope: "col" }, "from"),
          h("th", { scope: "col" }, "mean stance"), h("th", { scope: "col" }, h("span", { class: "heard" }, "on a line")),
          h("th", { scope: "col", class: "right" }, "statements"))),
        h("tbody", {}, all.slice(0, limit).map(({ name, cell }) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, name),
          h("td", {}, country(home(name))),
          h("td", { class: "nowrap" }, told(cell)), h("td", {}, dotted(cell)),
            h("td", { class: "right" }, opens(cell.n, "Show the " + cell.n + " statements of " + name,
            only({ speaker: [name] })))))))),
      more(all.length - limit, () => speakers(place, rows, limit + 20)) || "");
  }

  /** The rows with the highest worth, the highest first. */
  function top(rows, worth, most) {
    const best = [];
    let least = 0;
    for (const row of rows) {
      const w = worth(row);
      if (w <= least) continue;
      best.push([w, row]);
      if (best.length > 4 * most) best.sort((a, b) => b[0] - a[0] || a[1] - b[1]), (best.length = most),
        (least = best[most - 1][0]);
    }
    return best.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, most).map((entry) => entry[1]);
  }

  /** Statements of which the model finds favor and against nearly as probable. */
  function contested(place, rows, limit = 5) {
    const { favor, against } = stance.data;
    const found = top(rows, (row) => Math.min(favor[row], against[row]), limit + 1);
    place.replaceChildren(...found.slice(0, limit).map((row) => stance.statements.item(row, true)),
      found.length > limit ? h("button", { type: "button", class: "more", onclick: () => contested(place, rows, limit + 10) },
        "Show more") : "");
  }

  /** Of each named speaker the surest statement for and against one target, those pairs first of which both are sure. */
  function contradictions(place, rows, limit = 4) {
    const { speaker, speaker_country: from, target, favor, against, mode } = stance.data;
    const named = stance.data["speaker names"].map((name) => NAMED.test(name)),
      asserted = stance.data["mode names"].map((name) => name === "" || name === "assertion");
    const targets = stance.data["target names"].length, countries = stance.data["speaker_country names"].length;
    const pairs = new Map();
    for (const row of rows) {
      const code = stance.data.stance[row];
      if (code > 1 || !named[speaker[row]] || !asserted[mode[row]]) continue;
      const key = (speaker[row] * countries + from[row]) * targets + target[row];
      let pair = pairs.get(key);
      if (!pair) pairs.set(key, (pair = [-1, -1]));
      const sure = code ? against : favor;
      if (pair[code] < 0 || sure[row] > sure[pair[code]]) pair[code] = row;
    }
    const all = [];
    for (const [pro, con] of pairs.values()) if (pro >= 0 && con >= 0) all.push([Math.min(favor[pro], against[con]), pro, con]);
    all.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    if (!all.length) return place.replaceChildren(h("p", { class: "quiet" },
      "No speaker in this view is both for and against one target."));
    place.replaceChildren(...all.slice(0, limit).map(([, pro, con]) => h("div", { class: "panel" },
      h("h3", {}, h("span", { dir: "auto" }, stance.store.value("speaker", pro)),
        " on " + country(stance.store.value("target", pro))),
      h("div", { class: "sides" }, [pro, con].map((row) => h("div", { class: "side" }, stance.statements.item(row)))))),
      more(all.length - limit, () => contradictions(place, rows, limit + 10)) || "");
  }

  /** The words of the view in their lines, ordered by what follows them. */
  function keyword(place, rows, words, limit = 25) {
    if (!words) return place.replaceChildren(h("p", { class: "quiet" },
      "Type a word into “Words” above to see each statement that has it, lined up at the word."));
    const find = stance.store.finder(words), found = [];
    for (const row of rows) {
      const match = find.exec(stance.data.text[row]);
      if (match) found.push([row, match.index, match.index + match[0].length]);
    }
    const text = (row) => stance.data.text[row];
    found.sort((a, b) => (text(a[0]).slice(a[2]).toLowerCase() < text(b[0]).slice(b[2]).toLowerCase() ? -1 : 1));
    place.replaceChildren(
      h("p", { class: "quiet" }, noun(found.length, "statement") + " with “", h("bdi", {}, words), "”"),
      h("div", { class: "scroll" }, h("table", { class: "keyword" },
        h("caption", { class: "heard" }, "The words in their context"),
        h("tbody", {}, found.slice(0, limit).map(([row, start, end]) => h("tr", {},
          h("td", { class: "before" }, h("bdi", {}, text(row).slice(Math.max(0, start - 70), start))),
          h("td", { class: "word" }, h("button", { type: "button", class: "link",
            onclick: () => stance.page.show(only({ example: [stance.data.example_id[row]] })) },
            h("bdi", {}, text(row).slice(start, end)))),
          h("td", { class: "after" }, h("bdi", {}, text(row).slice(end, end + 70))),
          h("td", { class: "nowrap" }, stance.statements.badge(row)),
            h("td", { class: "nowrap code" }, stance.store.value("speaker_country", row) + "→" + stance.store.value("target",
            row))))))),
      more(found.length - limit, () => keyword(place, rows, words, limit + 50)) || "");
  }

  stance.lists = { facet, speakers, contested, contradictions, keyword };
})();
