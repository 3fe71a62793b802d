/* One key, one act. Keys do nothing while somebody writes, and can be turned off for those whose reader uses them. */
const acts = new Map();
const SETTING = "stance-keys-off";

/** Binds keys, such as {f: act}; a key is named as it is printed. */
export function bind(keys) {
  for (const [key, act] of Object.entries(keys)) acts.set(key, act);
}

export function setting(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(name) === "1";
    localStorage.setItem(name, value ? "1" : "0");
  } catch {
    // Without storage a setting lasts as long as the page.
  }
  return Boolean(value);
}

/** Ties a checkbox to a setting. */
export function tie(id, name, fallback) {
  const box = document.getElementById(id);
  if (!box) return () => fallback;
  let stored = null;
  try {
    stored = localStorage.getItem(name);
  } catch {
    stored = null;
  }
  box.checked = stored === null ? fallback : stored === "1";
  box.addEventListener("change", () => setting(name, box.checked));
  return () => box.checked;
}

/** The key as the shortcuts name it; on keyboards of other scripts the place of the key counts. */
function named(event) {
  if (event.key.length > 1) return event.key;
  const key = event.key.toLowerCase();
  if (acts.has(event.key) || acts.has(key)) return acts.has(event.key) ? event.key : key;
  if (/[^\x00-\x7f]/.test(key) && event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
  return key;
}

function writes(element) {
  return element.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");
}

document.addEventListener("keydown", (event) => {
  const graph = event.getModifierState("AltGraph");
  if (event.defaultPrevented || event.isComposing || event.metaKey || (!graph && (event.ctrlKey || event.altKey))) return;
  const key = named(event);
  const act = acts.get(key);
  if (!act || document.querySelector("dialog[open]")) return;
  if (key === "Escape" || !writes(event.target)) {
    // Enter on a link or a button is theirs.
    if (key === "Enter" && event.target.closest("a, button, summary, label")) return;
    if (key.length === 1 && setting(SETTING)) return;
    if (event.repeat && !"[]{}".includes(key)) return;
    event.preventDefault();
    act(event);
  }
});

const box = document.getElementById("keys-off");
if (box) {
  box.checked = setting(SETTING);
  box.addEventListener("change", () => setting(SETTING, box.checked));
}
