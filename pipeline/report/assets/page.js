/* The page: what stands in its address decides what is drawn. */
(function () {
  const { h, count, noun, country, told, opens, only, dotted, spoken } = stance.elements;
  const place = (id) => document.getElementById(id);
  let view, rows, found;

  function change(changes) {
    const address = stance.address.write({ ...view, ...changes });
    if (address === location.hash || (address === "#" && !location.hash)) return;
    history.pushState(null, "", address);
    update();
  }

  function withList(key, values) {
    const lists = { ...view.lists };
    if (values.length) lists[key] = values;
    else delete lists[key];
    return { lists };
  }

  /** Adds a value to a list of the view, or takes it out. */
  function toggle(key, name) {
    const wanted = view.lists[key] || [];
    change(withList(key, wanted.includes(name) ? wanted.filter((other) => other !== name) : [...wanted, name]));
  }

  /** Chooses two countries. */
  function choose(a, b) {
    change({ pair: a ? a + "," + b : "" });
    const title = document.querySelector("#chosen h3");
    if (title) title.focus(), title.scrollIntoView({ block: "nearest" });
  }

  /** Opens the statements behind a number: those of the view that are also in `extra`. */
  function show(extra) {
    change({ show: stance.address.filters(extra) || "all" });
  }

  /* ---- the bar of filters ---- */

  function options(select, column, all, wanted) {
    const names = stance.data[column + " names"], counts = new Float64Array(names.length);
    for (let row = 0; row < stance.data.size; row++) counts[stance.data[column][row]]++;
    const order = names.map((name, code) => [name, counts[code]]).filter((entry) => entry[1]).sort((a,
      b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const label = (name) => (column === "stance" ? name || "not sure" : country(name));
    select.replaceChildren(h("option", { value: "" }, all), ...order.map(([name, n]) => h("option",
      { value: name || stance.about.none }, label(name) + " (" + count(n) + ")")));
  }

  function fillBar() {
    options(place("from"), "speaker_country", "all speakers");
    options(place("to"), "target", "all targets");
    options(place("stance"), "stance", "all stances");
    for (const key of ["from", "to", "stance"]) {
      place(key).addEventListener("change", (event) => change(withList(key, event.target.value
        ? [event.target.value === stance.about.none ? "" : event.target.value] : [])));
    }
    for (const key of ["since", "until", "unit", "size"]) place(key).addEventListener("change",
      (event) => change({ [key]: event.target.value }));
    let waiting;
    place("words").addEventListener("input", (event) => (clearTimeout(waiting),
      (waiting = setTimeout(() => change({ words: event.target.value }), 250))));
    place("reset").addEventListener("click", () => change({ lists: {}, since: "", until: "", words: "", pair: "" }));
    // The address holds the view, so the skip link must not go there.
    place("skip").addEventListener("click", (event) => (event.preventDefault(), place("main-title").focus(),
      place("main-title").scrollIntoView()));
    place("bar").addEventListener("submit", (event) => event.preventDefault());
    place("save").addEventListener("click", () => stance.download.save(stance.download.statements(rows), "statements.csv"));
    place("save-matrix").addEventListener("click", () => stance.download.save(stance.download.matrix(found), "matrix.csv"));
    place("dialog").addEventListener("close", () => view.show && change({ show: "" }));
    place("close").addEventListener("click", () => place("dialog").close());
    place("save-shown").addEventListener("click", () => stance.download.save(stance.download.statements(shownRows()),
      "statements.csv"));
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", async () => {
        const text = place(button.dataset.copy).textContent;
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = "Copied";
        } catch {
          getSelection().selectAllChildren(place(button.dataset.copy));
        }
      });
    }
  }

  function setBar() {
    for (const key of ["from", "to", "stance"]) {
      const wanted = view.lists[key] || [];
      const value = wanted.length === 1 ? wanted[0] || stance.about.none : "";
      place(key).value = value;
      place(key).classList.toggle("on", wanted.length > 0);
      place(key).options[0].textContent = wanted.length > 1 ? wanted.length + " chosen"
        : { from: "all speakers", to: "all targets", stance: "all stances" }[key];
    }
    for (const key of ["since", "until"]) place(key).value = view[key];
    if (document.activeElement !== place("words")) place("words").value = view.words;
    place("unit").value = view.unit || stance.about.unit;
    place("size").value = view.size;
    const chips = [];
    for (const [key, wanted] of Object.entries(view.lists)) {
      if (["from", "to", "stance"].includes(key) && wanted.length < 2) continue;
      for (const name of wanted) chips.push(h("button", { type: "button", class: "chip",
        "aria-label": "Remove the filter " + key + " " + name, onclick: () => toggle(key, name) }, key + ": ",
        h("bdi", {}, name || "unknown"), " ×"));
    }
    place("chips").replaceChildren(...chips);
    const whole = rows.length === stance.data.size;
    place("seen").textContent = whole ? noun(rows.length, "statement")
      : count(rows.length) + " of " + noun(stance.data.size, "statement");
    place("command").textContent = stance.download.command(view);
    place("command-matrix").textContent = stance.download.command(view, "matrix");
    return whole;
  }

  /* ---- what does not change ---- */

  function head() {
    const { about, data } = stance;
    const days = [...data.day].filter((day) => day !== -(2 ** 31));
    const span = days.length ? stance.store.dateOf(days.reduce((a, b) => Math.min(a,
      b))) + " to " + stance.store.dateOf(days.reduce((a, b) => Math.max(a, b))) : "without dates";
    place("about-line").textContent = [noun(data.size, "statement") + " toward a country, in " + noun(data.day.length, "article"),
      span, "from " + about.scores].join(" · ");
    const unsure = data.stance.reduce((n, code) => n + (code > 2), 0), undated = data.day.length - days.length;
    const notes = [
      about.seed !== null && "A random sample: " + count(data.size) + " of " + count(about.rowsInTable) + " rows (seed " + about.seed + ").",
      unsure && noun(unsure,
        "statement") + " without a stance, because the model was not sure enough (--min-confidence); counted in no mean.",
      undated && undated < data.day.length && noun(undated, "article") + " without a date; in no trend.",
      !about.hasTexts && "Passages are not here: the texts of the articles were not found when this page was made (--articles).",
      data["speaker_country names"].length + data["target names"].length <= 2 && "There is only one country.",
    ].filter(Boolean);
    place("notes").replaceChildren(...notes.map((note) => h("li", {}, note)));
    place("versions").replaceChildren(...Object.entries(about.versions).map(([name, values]) => h("div", {},
      h("dt", {}, name.replace("_", " ")), h("dd", {}, values.join(", ") || "–"))));
    document.querySelectorAll(".min-articles").forEach((element) => (element.textContent = about.minArticles));
  }

  /** The group of `stance estimate` that the view is, as [columns, names]: all rows, one target, one country of speakers, or both; else null. */
  function estimated() {
    const { from = [], to = [], ...others } = view.lists;
    if (Object.keys(others).length || from.length > 1 || to.length > 1 || view.since || view.until || view.words) return null;
    const columns = [from.length && "speaker_country", to.length && "target"].filter(Boolean);
    return [columns.join(","), [...from, ...to].join(",")];
  }

  function summary() {
    const cell = stance.means.of(rows), group = estimated();
    place("summary").replaceChildren(
      h("div", { class: "figure" }, h("h3", {}, "Mean stance"), h("p", { class: "big", id: "overall" }, told(cell)), dotted(cell),
        h("p", { class: "quiet small" }, cell ? noun(cell.n, "statement") + " in " + noun(cell.articles, "article")
          : "no statements")),
      h("div", { class: "figure wide" }, h("h3", {}, "Shares"), stance.pair.shares(rows, ...(group || ["", ""]),
        group !== null)));
  }

  /* ---- the dialog ---- */

  const extra = () => (view.show === "all" ? only({}) : stance.address.read(view.show));
  const shownView = () => stance.address.narrowed(view, extra());
  const shownRows = () => stance.store.rowsOf(shownView());

  function dialog() {
    const box = place("dialog");
    if (!view.show) return box.open && box.close();
    const asked = extra(), said = [];
    const { from, to } = asked.lists;
    if (from || to) said.push((from ? from.map(country).join(", ") : "all speakers") + " → " + (to ? to.map(country).join(", ")
      : "all targets"));
    for (const [key, names] of Object.entries(asked.lists)) if (key !== "from" && key !== "to"
      && key !== "example") said.push(names.map((name) => name || "unknown").join(", "));
    if (asked.since) said.push(asked.since + " to " + asked.until);
    place("dialog-title").textContent = said.join(" · ") || "Statements";
    place("dialog-command").textContent = stance.download.command(shownView());
    stance.statements.list(place("dialog-list"), shownRows());
    if (!box.open) box.showModal();
    place("dialog-list").scrollTop = 0;
  }

  /* ---- drawing ---- */

  let drawn = "";
  function update() {
    view = stance.address.read(location.hash);
    const key = stance.address.write({ ...view, show: "" });
    if (key !== drawn) {
      drawn = key;
      rows = stance.store.rowsOf(view);
      const whole = setBar();
      summary();
      found = stance.matrix.draw(place("matrix"), rows, view);
      stance.pair.draw(place("pair"), rows, view, whole);
      stance.pair.list(place("pairs"), rows, found, "n", 8);
      stance.trend.draw(place("trend"), rows, view);
      stance.lists.facet(place("outlets"), rows, view, "outlet", "Outlet");
      stance.lists.facet(place("kinds"), rows, view, "kind", "Kind of statement");
      stance.lists.speakers(place("speakers"), rows);
      stance.lists.contested(place("contested"), rows);
      stance.lists.contradictions(place("contradictions"), rows);
      stance.lists.keyword(place("keyword"), rows, view.words);
    }
    dialog();
  }

  async function start() {
    try {
      await stance.store.load();
      head();
      fillBar();
      stance.page = { show, choose, toggle };
      update();
      addEventListener("popstate", update);
      let width = innerWidth, waiting;
      addEventListener("resize", () => (clearTimeout(waiting), (waiting = setTimeout(() => innerWidth !== width
        && ((width = innerWidth), stance.trend.draw(place("trend"), rows, view)), 150))));
      document.body.dataset.state = "ready";
      performance.mark("stance-ready");
    } catch (error) {
      document.body.dataset.state = "failed";
      place("loading").textContent = "This page could not be read (" + error.message + "). It needs a browser of 2023 or later.";
      throw error;
    }
  }

  start();
})();
