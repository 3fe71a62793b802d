/* A practice item: answer, and hear what the codebook says. */
import { seconds } from "/assets/clock.js";
import { answered, form, missing } from "/assets/form.js";
import { bind } from "/assets/keys.js";
import { complain, newId, send } from "/assets/send.js";
import "/assets/unsaved.js";

const item = JSON.parse(form.dataset.item);
const place = document.getElementById("feedback");

async function answer() {
  if (!place.hidden) {
    location.assign(item.next);
    return;
  }
  const given = answered();
  const lack = missing(given);
  complain(lack);
  if (lack) return;
  const body = { ...given, label_id: newId(), item_id: item.item_id, annotator: item.annotator, seconds: seconds() };
  const { status, answer: told } = await send(item.path, body);
  if (status !== 200) {
    complain(told.error);
    return;
  }
  const verdict = document.createElement("strong");
  verdict.textContent = told.right ? "Right. " : `Not so: ${told.answer}. `;
  const rules = told.rules.length ? ` (Rule ${told.rules.join(", ")}.)` : "";
  place.replaceChildren(verdict, told.feedback + rules);
  place.classList.toggle("good", told.right);
  place.hidden = false;
  form.querySelector("button[type=submit]").textContent = "Next item";
}

form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
form.addEventListener("change", () => {
  if (place.hidden) return;
  place.hidden = true;
  form.querySelector("button[type=submit]").textContent = "Answer";
});
const whole = () => {
  for (const far of document.querySelectorAll("#text .far")) far.hidden = !far.hidden;
};
document.querySelector("[data-act=article]")?.addEventListener("click", whole);
bind({ Enter: answer, v: whole });
document.body.dataset.ready = "1";
