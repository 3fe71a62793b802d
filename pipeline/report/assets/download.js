/* What is seen as CSV, by the rules of pipeline/report/statements_csv.py, and the command that makes the same file. */
(function () {
  const { h, fixed, signed } = stance.elements;
  const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

  const harmless = (text) => (FORMULA.test(text) ? "'" + text : text);
  const cell = (text) => (/[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
  const line = (cells) => cells.map(cell).join(",");

  /** The rows as CSV. */
  function statements(rows) {
    const { data, store } = stance;
    const of = {
      example_id: (row) => data.example_id[row],
      text: (row) => data.text[row],
      p_favor: (row) => fixed(data.favor[row] / 10000, 4),
      p_against: (row) => fixed(data.against[row] / 10000, 4),
      p_neutral: (row) => fixed((10000 - data.favor[row] - data.against[row]) / 10000, 4),
      start: (row) => String(data.start[row]),
      end: (row) => String(data.end[row]),
    };
    for (const name of ["published", "title", "source_path"]) of[name] = (row) => data["article " + name][data.article[row]];
    const lines = [line(stance.about.csv)];
    for (const row of rows) lines.push(line(stance.about.csv.map((name) => harmless((of[name] || ((r) => store.value(name,
      r)))(row)))));
    return lines.join("\n") + "\n";
  }

  /** The matrix as CSV, as `stance figures` writes it. */
  function matrix(found) {
    const number = (value) => (value === null ? "" : fixed(value, 4));
    const lines = [line(["speaker_country", "target", "mean", "low", "high", "statements", "articles"])];
    for (const key of [...found.pairs.keys()].sort()) {
      const c = found.pairs.get(key);
      lines.push(line([...key.split(">").map(harmless), number(c.mean), number(c.low), number(c.high), String(c.n),
        String(c.articles)]));
    }
    return lines.join("\n") + "\n";
  }

  function save(text, name) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = h("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const quoted = (text) => "'" + text.replace(/'/g, "'\"'\"'") + "'";

  /** The command that writes the same CSV. */
  function command(view, kind) {
    const base = kind === "matrix" ? stance.about.command.replace("stance report", "stance figures") : stance.about.command;
    return base + " --view " + quoted(stance.address.filters(view)) + (kind === "matrix" ? " --out figures"
      : " --out statements.csv");
  }

  stance.download = { statements, matrix, save, command };
})();
