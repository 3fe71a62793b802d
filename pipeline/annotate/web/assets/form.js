/* The form of a judgement: what stands in it, what is missing, and its keys. */
import { bind } from "/assets/keys.js";
import { say } from "/assets/send.js";

export const form = document.getElementById("judgement");
const EXCUSES = ["no_statement", "wrong_target", "skipped"];
const MARKS = ["headline", "alleged", "nested"];
const radios = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
export const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`), ...document.querySelectorAll(`[data-panel] input[name="${name}"]`)];
const chosen = (name) => radios(name).find((radio) => radio.checked)?.value ?? null;

/** What was answered, in the words of the server. */
export function answered() {
  const flags = [...new Set(boxes("flags").filter((box) => box.checked).map((box) => box.value))].sort();
  const excused = flags.some((flag) => EXCUSES.includes(flag));
  const marks = Object.fromEntries(MARKS.map((name) => [name, form.querySelector(`input[name="${name}"]`)])
    .filter(([, box]) => box).map(([name, box]) => [name, box.checked]));
  return {
    stance: excused ? null : chosen("stance"),
    sentiment: excused ? null : chosen("sentiment"),
    flags,
    note: form.querySelector("textarea[name=note]").value.trim(),
    rules: [...new Set(boxes("rules").filter((box) => box.checked).map((box) => Number(box.value)))].sort((a, b) => a - b),
    ...marks,
  };
}

/** What is still to be said, or "". */
export function missing(answer) {
  if (answer.flags.some((flag) => EXCUSES.includes(flag))) return "";
  if (!answer.stance) return "Choose a stance, or a flag that says why there is none.";
  if (!answer.sentiment) return "Choose a sentiment, or a flag that says why there is none.";
  return "";
}

/** Fills the form with an earlier answer. */
export function fill(answer) {
  for (const name of ["stance", "sentiment"]) for (const radio of radios(name)) radio.checked = radio.value === answer[name];
  for (const name of ["flags", "rules"]) {
    const values = (answer[name] || []).map(String);
    for (const box of boxes(name)) box.checked = values.includes(box.value);
  }
  for (const name of MARKS) {
    const box = form.querySelector(`input[name="${name}"]`);
    if (box && typeof answer[name] === "boolean") box.checked = answer[name];
  }
  form.querySelector("textarea[name=note]").value = answer.note || "";
}

function press(input, on) {
  if (input.disabled) return;
  input.checked = on ?? true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  say(`${input.closest("label").querySelector("span").textContent}${input.checked ? "" : " taken back"}`);
}

/** Sets a flag, as a mended border does. */
export function flag(name) {
  const box = boxes("flags").find((found) => found.value === name);
  if (box && !box.checked) press(box);
}

for (const input of form.querySelectorAll("input[data-keys]")) {
  for (const key of input.dataset.keys.split(" ")) {
    bind({ [key]: () => press(input, input.type === "radio" ? true : !input.checked) });
  }
}
bind({
  c: () => {
    document.getElementById("note-part").open = true;
    form.querySelector("textarea[name=note]").focus();
  },
  Escape: () => document.activeElement?.blur(),
  "?": () => document.getElementById("help").showModal(),
});
for (const close of document.querySelectorAll("dialog [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}
document.getElementById("show-help")?.addEventListener("click", () => document.getElementById("help").showModal());
