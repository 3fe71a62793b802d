/* Judgements that the server has not confirmed. Each stands in the browser's storage under a key of its own, so that two tabs never
   write over one another, until the server says that it is on the disk; sent twice, it is saved once. */
import { send } from "/assets/send.js";

const PREFIX = "stance-unsaved:";
const LONGEST = 30000;
const memory = new Map();
const listeners = new Set();
let wait = 1000;
let timer = 0;

/** Keeps a request until the server confirms it. */
export function keep(entry) {
  memory.set(entry.body.label_id, entry);
  try {
    localStorage.setItem(PREFIX + entry.body.label_id, JSON.stringify(entry));
  } catch {
    // A browser without storage: the page keeps it for as long as it is open.
  }
  draw();
}

export function forget(id) {
  memory.delete(id);
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // As above.
  }
  draw();
}

/** All that wait, the oldest first. */
export function waiting() {
  const found = new Map(memory);
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const key = localStorage.key(place);
      if (!key.startsWith(PREFIX)) continue;
      try {
        found.set(key.slice(PREFIX.length), JSON.parse(localStorage.getItem(key)));
      } catch {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // As above.
  }
  return [...found.values()].sort((a, b) => a.kept - b.kept);
}

/** Called with (entry, status, answer) whenever the server answered to an entry. */
export function onAnswer(listener) {
  listeners.add(listener);
}

/** Sends one entry; the server's word decides whether it is forgotten. */
export async function deliver(entry) {
  const { status, answer } = await send(entry.path, entry.body);
  if (status === 200) {
    forget(entry.body.label_id);
    wait = 1000;
  } else if (!waiting().some((one) => one.body.label_id === entry.body.label_id)) {
    // A corrected answer took its place, or it was given up, while it was on its way.
    return { status, answer };
  } else if (status === 409) {
    const decided = { ...entry, there: answer.there, reason: "You judged it in another tab since." };
    keep(decided);
    ask(decided);
  } else {
    keep({ ...entry, reason: answer.error || "The server could not save it." });
    later();
  }
  for (const listener of listeners) listener(entry, status, answer);
  return { status, answer };
}

/** Sends whatever waits, one after the other, and stops where the server is away. */
export async function deliverAll() {
  clearTimeout(timer);
  for (const entry of waiting()) {
    // Which of two judgements counts is for the annotator to say.
    if (entry.there) continue;
    const { status } = await deliver(entry);
    if (status === 0) break;
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(deliverAll, wait);
  wait = Math.min(2 * wait, LONGEST);
}

const told = (judged) => [judged.stance, judged.sentiment, ...(judged.flags || [])].filter(Boolean).join(", ");

function button(words, act, description) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  if (description) made.setAttribute("aria-label", description);
  made.addEventListener("click", act);
  return made;
}

/** Two judgements of one item: shows both and lets the annotator choose. */
function ask(entry) {
  if (document.querySelector("dialog.conflict")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "conflict";
  dialog.setAttribute("aria-label", "Two judgements of one item");
  const close = () => { dialog.close(); dialog.remove(); };
  const heading = document.createElement("h2");
  heading.textContent = "You judged this item in another tab";
  const both = document.createElement("p");
  both.append(`${entry.about}. Saved there: ${told(entry.there)}. Here: ${told(entry.body)}.`);
  const row = document.createElement("p");
  row.className = "row";
  row.append(
    button("Keep the saved one", () => {
      close();
      forget(entry.body.label_id);
      for (const listener of listeners) listener(entry, 200, {});
    }),
    button("Save the one here instead", () => {
      close();
      const mine = { ...entry, body: { ...entry.body, seen: entry.there.label_id } };
      delete mine.there;
      keep(mine);
      deliver(mine);
    }),
  );
  dialog.append(heading, both, row);
  document.body.append(dialog);
  dialog.showModal();
}

function line(entry) {
  const item = document.createElement("li");
  item.append(`${entry.about}: ${told(entry.body) || "a missed statement"} (${entry.body.annotator}). ${entry.reason || ""} `);
  if (entry.there) item.append(button("Choose", () => ask(entry), `Choose a judgement of ${entry.about}`), " ");
  const drop = () => {
    if (confirm("This judgement was not saved. Give it up for good?")) forget(entry.body.label_id);
  };
  item.append(button("Give it up", drop, `Give up the judgement of ${entry.about}`));
  return item;
}

function draw() {
  const place = document.getElementById("unsaved");
  if (!place) return;
  const refused = waiting().filter((entry) => entry.reason);
  place.hidden = refused.length === 0;
  if (place.hidden) {
    place.replaceChildren();
    return;
  }
  const words = document.createElement("strong");
  words.textContent = `Not saved yet: ${refused.length} ${refused.length === 1 ? "judgement" : "judgements"}. `;
  const again = button("Try again now", () => { wait = 1000; deliverAll(); });
  const list = document.createElement("ul");
  list.append(...refused.map(line));
  place.replaceChildren(words, "They are kept in this browser and sent again by themselves. ", again, list);
}

window.addEventListener("storage", draw);
window.addEventListener("online", deliverAll);
draw();
if (waiting().length) deliverAll();
