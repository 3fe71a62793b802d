/* The page of an item: answer, mend, save, go on. */
import { seconds } from "/assets/clock.js";
import { answered, boxes, fill, flag, form, missing } from "/assets/form.js";
import { bind, tie } from "/assets/keys.js";
import { mark, selected, step, words } from "/assets/pieces.js";
import { complain, newId, say, send } from "/assets/send.js";
import { deliver, forget, keep, onAnswer, waiting } from "/assets/unsaved.js";

const item = JSON.parse(form.dataset.item);
const draftKey = `stance-draft:${item.annotator}:${item.item_id}:${item.task}`;
// One id for one answer: a corrected one is another judgement, and those sent before without an answer are known to this page.
let labelId = newId();
let sent = "";
let shownThen = "";
const sentBefore = [];
// Sent again after a lost answer, an undo takes back no second judgement.
const undoId = newId();
const ADDED = "added-";
const mended = { first_piece: null, last_piece: null, speaker_first_piece: null, speaker_last_piece: null };
const country = document.getElementById("speaker-country");
let saving = false;

/* A half-made answer survives a reload. */
function draft(value) {
  try {
    if (value === undefined) return JSON.parse(localStorage.getItem(draftKey) || "null");
    if (value === null) localStorage.removeItem(draftKey);
    else localStorage.setItem(draftKey, JSON.stringify(value));
  } catch {
    // Without storage there is no draft.
  }
  return null;
}

function whole() {
  const changed = country.value !== country.dataset.first;
  return { ...answered(), ...mended, ...(changed ? { speaker_country: country.value } : {}) };
}

async function save(extra = {}) {
  if (saving) return;
  const answer = { ...whole(), ...extra };
  const lack = missing(answer);
  complain(lack);
  if (lack) {
    say(lack);
    return;
  }
  saving = true;
  const told = JSON.stringify(answer);
  if (sent && sent !== told) {
    forget(labelId);
    sentBefore.push(labelId);
    labelId = newId();
  }
  [sent, shownThen] = [told, JSON.stringify(whole())];
  const body = { ...answer, label_id: labelId, item_id: item.item_id, annotator: item.annotator, seen: [item.seen, ...sentBefore],
    seconds: seconds(), task: item.task };
  const entry = { path: item.path, about: item.about, kept: Date.now(), body };
  // First into the browser's storage, then to the server: whatever happens in between, it is not lost.
  keep(entry);
  await deliver(entry);
  saving = false;
}

onAnswer((entry, status, answer) => {
  if (entry.body.item_id !== item.item_id || entry.body.annotator !== item.annotator || status !== 200) {
    if (entry.body.label_id === labelId) say("Not saved yet.");
    return;
  }
  // The corrected answer is on its way.
  if (sentBefore.includes(entry.body.label_id)) return;
  if (entry.body.label_id === labelId && shownThen !== JSON.stringify(whole())) {
    complain("What you answered first is saved now. You changed it since: save again.");
    return;
  }
  draft(null);
  location.assign(answer.next || item.next);
});

async function undo() {
  if (waiting().length) {
    complain("A judgement is not saved yet; undo waits until it is.");
    return;
  }
  const { status, answer } = await send("/undo", { annotator: item.annotator, label_id: undoId, task: item.task });
  if (status !== 200) complain(answer.error);
  else if (!answer.item) complain("There is nothing to undo.");
  else {
    try {
      localStorage.setItem(`stance-draft:${item.annotator}:${answer.item_id}:${item.task}`, JSON.stringify(answer.label));
    } catch {
      // Without storage the form of the item is empty.
    }
    location.assign(answer.item);
  }
}

/* Borders: the keys and buttons move one word at a time; a selection sets both. */
function borders() {
  return [mended.first_piece ?? item.first_piece, mended.last_piece ?? item.last_piece];
}

function setBorders(first, last, quiet = item.item_id.startsWith(ADDED)) {
  if (first > last) return;
  [mended.first_piece, mended.last_piece] = [first, last];
  mark("statement", first, last);
  document.getElementById("words").textContent = words(first, last);
  if (!quiet) flag("wrong_border");
  say(`Statement: ${words(first, last)}`);
  remember();
}

function moveBorder(end, direction) {
  const [first, last] = borders();
  if (end === "first") setBorders(step(first, direction), last);
  else setBorders(first, step(last, direction));
}

function fromSelection(act) {
  const found = selected();
  if (found) act(...found);
  else complain("Select the words in the text first.");
}

function setSpeaker(first, last, quiet = item.item_id.startsWith(ADDED)) {
  [mended.speaker_first_piece, mended.speaker_last_piece] = [first, last];
  mark("speaker", first, last);
  for (const place of document.querySelectorAll("[data-speaker]")) place.textContent = words(first, last);
  if (!quiet) flag("wrong_speaker");
  remember();
}

function remember() {
  draft({ ...whole(), shown_country: country.value });
}

async function add(event) {
  event.preventDefault();
  const dialog = document.getElementById("missed");
  const [first, last] = dialog.dataset.span.split(" ").map(Number);
  const value = (name) => dialog.querySelector(`[name="${name}"]`).value;
  const [speakerFirst, speakerLast] = (dialog.querySelector("[name=same]")?.checked && item.speaker_pieces) || [null, null];
  const { status, answer } = await send("/add", {
    item_id: item.item_id, annotator: item.annotator, first_piece: first, last_piece: last, target: value("target"),
    speaker_first_piece: speakerFirst, speaker_last_piece: speakerLast, speaker_country: value("speaker_country") || null,
  });
  if (status === 200) {
    location.assign(answer.item);
    return;
  }
  const trouble = dialog.querySelector(".notice");
  trouble.textContent = answer.error;
  trouble.hidden = false;
}

function openMissed() {
  const [first, last] = selected() || borders();
  const dialog = document.getElementById("missed");
  dialog.dataset.span = `${first} ${last}`;
  dialog.querySelector("[data-words]").textContent = words(first, last);
  dialog.querySelector(".notice").hidden = true;
  dialog.showModal();
}

const advance = tie("advance", "stance-advance", false);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});
function changed(event) {
  remember();
  const answer = answered();
  if (advance() && ["stance", "sentiment"].includes(event.target.name) && !missing(answer)) save();
}
form.addEventListener("change", changed);
for (const box of boxes("rules")) box.addEventListener("change", remember);
form.querySelector("textarea[name=note]").addEventListener("input", remember);
country.addEventListener("change", () => {
  if (!item.item_id.startsWith(ADDED)) flag("wrong_speaker");
  remember();
});

const acts = {
  undo, skip: () => save({ flags: ["skipped"], stance: null, sentiment: null }),
  "start-back": () => moveBorder("first", -1), "start-on": () => moveBorder("first", 1),
  "end-back": () => moveBorder("last", -1), "end-on": () => moveBorder("last", 1),
  borders: () => fromSelection(setBorders), speaker: () => fromSelection(setSpeaker), missed: openMissed,
  article: () => {
    for (const far of document.querySelectorAll("#text .far")) far.hidden = !far.hidden;
    const open = document.querySelector("#text .far:not([hidden])") !== null;
    document.querySelector("[data-act=article]")?.setAttribute("aria-expanded", String(open));
  },
};
for (const control of document.querySelectorAll("[data-act]")) {
  // Pressing a button would let go of the selection that it is about.
  control.addEventListener("pointerdown", (event) => event.preventDefault());
  control.addEventListener("click", () => acts[control.dataset.act]());
}
document.getElementById("missed-form")?.addEventListener("submit", add);
bind({
  Enter: () => save(), u: undo, s: acts.skip, v: acts.article, m: acts.missed,
  "{": acts["start-back"], "}": acts["start-on"], "[": acts["end-back"], "]": acts["end-on"],
});

/* A half-made answer of this browser, or else the one that is saved. */
const kept = draft() || item.mended;
if (kept) {
  fill(kept);
  const { first_piece: first, last_piece: last, speaker_first_piece: speakerFirst, speaker_last_piece: speakerLast } = kept;
  if (kept.shown_country !== undefined) country.value = kept.shown_country;
  if (Number.isInteger(first)) setBorders(first, last, true);
  if (Number.isInteger(speakerFirst)) setSpeaker(speakerFirst, speakerLast, true);
}
document.body.dataset.ready = "1";
