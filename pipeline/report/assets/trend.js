/* Mean stance by week or month with its interval, and the volume below. */
(function () {
  const { h, s, count, signed, range, told, opens, only, country } = stance.elements;
  const HEIGHT = 190, VOLUME = 54, LEFT = 44, RIGHT = 14, TOP = 14, GAP = 30;

  function number(day, unit) {
    if (unit === "week") return Math.floor((day + 3) / 7);
    const date = new Date(day * 86400000);
    return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  }

  function firstDay(period, unit) {
    return unit === "week" ? period * 7 - 3 : Date.UTC(1970 + Math.floor(period / 12), ((period % 12) + 12) % 12, 1) / 86400000;
  }

  function name(period, unit) {
    const date = stance.store.dateOf(firstDay(period, unit));
    return unit === "week" ? date : date.slice(0, 7);
  }

  const NONE = -(2 ** 31), known = {};
  /** The period of each article, kept for each unit. */
  function ofArticles(unit) {
    return (known[unit] = known[unit] || stance.data.day.map((day) => (day === NONE ? NONE : number(day, unit))));
  }

  /** The periods of some rows: {first, cells}; null where no row has a date. */
  function periods(rows, unit) {
    const period = ofArticles(unit), article = stance.data.article;
    let first = Infinity, last = -Infinity;
    for (const row of rows) {
      const at = period[article[row]];
      if (at === NONE) continue;
      if (at < first) first = at;
      if (at > last) last = at;
    }
    if (first > last) return null;
    const of = (row) => (period[article[row]] === NONE ? -1 : period[article[row]] - first);
    return { first, cells: stance.means.grouped(rows, of, last - first + 1) };
  }

  function show(period, unit, lists) {
    stance.page.show(only(lists, {
      since: stance.store.dateOf(firstDay(period, unit)), until: stance.store.dateOf(firstDay(period + 1, unit) - 1),
    }));
  }

  function plot(width, all, unit) {
    const first = Math.min(...all.map((series) => series.first)),
      last = Math.max(...all.map((series) => series.first + series.cells.length - 1));
    const step = (width - LEFT - RIGHT) / (last - first + 1);
    const x = (period) => LEFT + (period - first + 0.5) * step;
    const y = (mean) => TOP + ((1 - mean) / 2) * HEIGHT;
    const volumes = new Array(last - first + 1).fill(0);
    for (const series of all) series.cells.forEach((cell, i) => (volumes[series.first + i - first] += cell ? cell.n : 0));
    const most = Math.max(1, ...volumes), base = TOP + HEIGHT + GAP + VOLUME;
    const svg = s("svg", { viewBox: "0 0 " + width + " " + (base + 22), width, height: base + 22, class: "trend", role: "img",
      "aria-label": "Mean stance by " + unit + "; the numbers are in the table below" });
    for (const mean of [-1, -0.5, 0, 0.5, 1]) {
      svg.append(s("line", { x1: LEFT, x2: width - RIGHT, y1: y(mean), y2: y(mean), class: mean ? "grid" : "zero" }),
        s("text", { x: LEFT - 8, y: y(mean) + 4, class: "tick end" }, signed(mean)));
    }
    all.forEach((series, which) => {
      const points = series.cells.map((cell, i) => ({ cell, x: x(series.first + i),
        period: series.first + i })).filter((p) => p.cell);
      const known = points.filter((p) => !stance.means.few(p.cell));
      let run = [];
      const runs = [];
      known.forEach((p, i) => {
        if (i && p.period - known[i - 1].period > 1) runs.push(run), (run = []);
        run.push(p);
      });
      runs.push(run);
      for (const part of runs.filter((r) => r.length > 1)) {
        const up = part.map((p) => p.x + "," + y(p.cell.high)), down = part.map((p) => p.x + "," + y(p.cell.low)).reverse();
        svg.append(s("polygon", { points: [...up, ...down].join(" "), class: "band of" + which }),
          s("polyline", { points: part.map((p) => p.x + "," + y(p.cell.mean)).join(" "), class: "line of" + which }));
      }
      for (const p of points) {
        const few = stance.means.few(p.cell);
        if (!few) svg.append(s("line", { x1: p.x, x2: p.x, y1: y(p.cell.low), y2: y(p.cell.high), class: "reach of" + which }));
        svg.append(s("circle", { cx: p.x, cy: y(p.cell.mean), r: few ? 2.5 : Math.min(4.5, Math.max(2, step / 2.5)),
          class: (few ? "few" : "point") + " of" + which, onclick: () => show(p.period, unit, series.lists) },
          s("title", {}, name(p.period, unit) + ": " + (few ? "too few, n = " + p.cell.n
            : signed(p.cell.mean) + " " + range(p.cell) + ", n = " + count(p.cell.n)))));
      }
    });
    svg.append(s("text", { x: LEFT - 8, y: base - VOLUME + 10, class: "tick end" }, count(most)),
      s("text", { x: LEFT - 8, y: base, class: "tick end" }, "0"));
    volumes.forEach((volume, i) => {
      if (!volume) return;
      const tall = (volume / most) * VOLUME;
      svg.append(s("rect", { x: x(first + i) - Math.max(0.5, step * 0.4), y: base - tall, width: Math.max(1, step * 0.8),
        height: tall, class: "volume", onclick: () => show(first + i, unit, all.length > 1 ? {} : all[0].lists) },
        s("title", {}, name(first + i, unit) + ": " + count(volume) + " statements")));
    });
    const every = Math.max(1, Math.ceil(76 / step));
    for (let period = first; period <= last; period += every) svg.append(s("text",
      { x: x(period), y: base + 17, class: "tick middle" }, name(period, unit)));
    return svg;
  }

  /** Draws the trend of the rows, or of both directions of the chosen pair. */
  function draw(place, rows, view) {
    const unit = view.unit || stance.about.unit;
    const [a, b] = view.pair.split(",");
    const wanted = b ? [[a, b], ...(a === b ? [] : [[b, a]])].map((pair) => ({ lists: { from: [pair[0]], to: [pair[1]] },
      rows: stance.pair.direction(rows, ...pair), label: country(pair[0]) + " → " + country(pair[1]) }))
      : [{ lists: {}, rows, label: "all statements of this view" }];
    const all = wanted.map((series) => ({ ...series, ...periods(series.rows, unit) })).filter((series) => series.cells);
    if (!all.length) return place.replaceChildren(h("p", { class: "quiet" },
      "No statement in this view has a date, so there is no trend. Dates are read from the articles; a table of articles may give them in a column “published”."));
    const undated = rows.filter((row) => stance.store.dayOf(row) === null).length;
    place.replaceChildren(
      h("p", { class: "legend" }, all.map((series, which) => h("span", { class: "series" },
        h("span", { class: "stroke of" + which }), series.label))),
      h("div", { class: "scroll" }, plot(Math.max(320, place.clientWidth || 900), all, unit)),
      h("p", { class: "quiet small" },
        "Line: mean stance; band: its 95 % interval; small hollow points: fewer than " + stance.about.minArticles + " articles; bars: number of statements." + (undated ? " " + count(undated) + " statements without a date are left out." : "")),
      h("details", {}, h("summary", {}, "The numbers as a table"),
        all.map((series) => h("table", { class: "plain periods" }, h("caption", {}, series.label),
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, unit), h("th", { scope: "col" }, "mean stance"),
            h("th", { scope: "col", class: "right" }, "statements"), h("th", { scope: "col", class: "right" }, "articles"))),
          h("tbody", {}, series.cells.map((cell, i) => cell && h("tr", {},
            h("th", { scope: "row" }, name(series.first + i, unit)), h("td", {}, told(cell)),
            h("td", { class: "right" }, h("button", { type: "button", class: "opens",
              "aria-label": "Show the " + cell.n + " statements of " + name(series.first + i, unit),
              onclick: () => show(series.first + i, unit, series.lists) }, count(cell.n))),
            h("td", { class: "right" }, count(cell.articles)))))))));
  }

  stance.trend = { draw, periods };
})();
