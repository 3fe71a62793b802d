/* The words of the article are numbered pieces: a place is a number, and no offset is ever computed here. */
const text = document.getElementById("text");
export const pieces = text ? [...text.querySelectorAll("[data-piece]")] : [];
const byNumber = new Map(pieces.map((piece) => [Number(piece.dataset.piece), piece]));
const numbers = [...byNumber.keys()].sort((a, b) => a - b);

let last = { span: null, gone: 0 };

document.addEventListener("selectionchange", () => {
  const span = current();
  if (span) last = { span, gone: Infinity };
  else if (last.gone === Infinity) last.gone = performance.now();
});

/** First and last piece of what is selected, or null. A finger that taps a button lets go of the selection just before. */
export function selected() {
  return current() || (last.gone !== Infinity && performance.now() - last.gone < 1000 ? last.span : null);
}

function current() {
  const selection = document.getSelection();
  if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = pieces.filter((piece) => piece.textContent.trim() && overlaps(range, piece.firstChild));
  if (!touched.length) return null;
  return [Number(touched[0].dataset.piece), Number(touched.at(-1).dataset.piece)];
}

function overlaps(range, node) {
  const own = document.createRange();
  own.setStart(node, 0);
  own.setEnd(node, node.length);
  return range.compareBoundaryPoints(Range.START_TO_END, own) > 0 && range.compareBoundaryPoints(Range.END_TO_START, own) < 0;
}

/** The words from one piece to another. */
export function words(first, last) {
  return numbers.filter((number) => number >= first && number <= last).map((number) => byNumber.get(number).textContent).join("");
}

/** Marks the pieces from first to last as of a kind, and no others. */
export function mark(kind, first, last) {
  const at = (name, number) => byNumber.get(number)?.classList.add(name);
  for (const piece of pieces) piece.classList.remove(kind, `${kind}-first`, `${kind}-last`);
  for (const number of numbers) if (number >= first && number <= last) at(kind, number);
  at(`${kind}-first`, first);
  at(`${kind}-last`, last);
  if (kind === "speaker") byNumber.get(first)?.setAttribute("data-tag", "speaker");
  byNumber.get(first)?.closest("p").removeAttribute("hidden");
  byNumber.get(last)?.closest("p").removeAttribute("hidden");
}

/** The number of the next word before (-1) or after (+1) a piece, or the piece itself at the end of the text. */
export function step(number, direction) {
  for (let place = number + direction; byNumber.has(place); place += direction) {
    if (byNumber.get(place).textContent.trim()) return place;
  }
  return number;
}
