"use strict";
/* The columns of the scores as typed arrays, and which rows a view lets through. */
var stance = {};
(function () {
  const SEPARATOR = "\x1f";
  const TYPES = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, int32: Int32Array };

  /** The bytes behind base64 text. */
  function decoded(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    return bytes;
  }

  /** The columns in a block of the page, as `pipeline/report/payload.py` packs them. */
  async function unpacked(id) {
    const block = document.getElementById(id);
    const stream = new Blob([decoded(block.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
    block.remove();
    const buffer = await new Response(stream).arrayBuffer();
    const length = new DataView(buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    const columns = {};
    for (const [name, [kind, place, bytes, count]] of Object.entries(header)) {
      const start = 4 + length + place;
      if (kind !== "text") columns[name] = new TYPES[kind](buffer, start, count);
      else {
        const texts = new TextDecoder().decode(new Uint8Array(buffer, start, bytes));
        columns[name] = count ? texts.split(SEPARATOR) : [];
      }
    }
    return columns;
  }

  /** Reads the page's data; afterwards `stance.data` has every column and `stance.about` what the page says of itself. */
  async function load() {
    stance.about = JSON.parse(document.getElementById("about").textContent);
    const [numbers, statements] = await Promise.all([unpacked("columns"), unpacked("statements")]);
    stance.data = Object.assign(numbers, statements, {
      "stance names": [...stance.about.columns.stance, ""],
      "sentiment names": [...stance.about.columns.sentiment, ""],
    });
    stance.data.size = stance.data.article.length;
  }

  const NO_DATE = -(2 ** 31);
  /** The day of a row since 1970, or null. */
  function dayOf(row) {
    const day = stance.data.day[stance.data.article[row]];
    return day === NO_DATE ? null : day;
  }

  /** The number of a row's value in the names of a column. */
  function code(column, row) {
    return column === "outlet" ? stance.data.outlet[stance.data.article[row]] : stance.data[column][row];
  }

  /** The value of a column in a row. */
  function value(column, row) {
    return stance.data[column + " names"][code(column, row)];
  }

  /** Days since 1970 of an ISO date, or null. */
  function dayNumber(text) {
    const time = /^\d{4}-\d\d-\d\d$/.test(text || "") ? Date.parse(text + "T00:00:00Z") : NaN;
    return Number.isNaN(time) ? null : time / 86400000;
  }

  /** The ISO date of a day since 1970. */
  function dateOf(day) {
    return new Date(day * 86400000).toISOString().slice(0, 10);
  }

  /** What finds the words of a view in a text, in any case. */
  function finder(words, flags) {
    return new RegExp(words.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&"), "iu" + (flags || ""));
  }

  /** The rows that a view lets through, in the order of their articles. */
  function rowsOf(view) {
    const { data } = stance;
    const mask = new Uint8Array(data.size).fill(1);
    for (const [key, wanted] of Object.entries(view.lists)) {
      const column = stance.about.lists[key];
      if (column === "example_id") {
        for (let row = 0; row < data.size; row++) if (!wanted.includes(data.example_id[row])) mask[row] = 0;
        continue;
      }
      const lets = data[column + " names"].map((name) => wanted.includes(name));
      const codes = data[column];
      if (column === "outlet") for (let row = 0; row < data.size; row++) { if (!lets[codes[data.article[row]]]) mask[row] = 0; }
      else for (let row = 0; row < data.size; row++) if (!lets[codes[row]]) mask[row] = 0;
    }
    const since = dayNumber(view.since), until = dayNumber(view.until);
    if (since !== null || until !== null) {
      for (let row = 0; row < data.size; row++) {
        const day = dayOf(row);
        if (day === null || (since !== null && day < since) || (until !== null && day > until)) mask[row] = 0;
      }
    }
    if (view.words) {
      const found = finder(view.words);
      for (let row = 0; row < data.size; row++) if (mask[row] && !found.test(data.text[row])) mask[row] = 0;
    }
    let count = 0;
    for (let row = 0; row < data.size; row++) count += mask[row];
    const rows = new Uint32Array(count);
    for (let row = 0, next = 0; row < data.size; row++) if (mask[row]) rows[next++] = row;
    return rows;
  }

  stance.store = { load, rowsOf, dayOf, dayNumber, dateOf, code, value, finder };
})();
