/* The first page: a name, and off it goes. */
import { complain, send } from "/assets/send.js";
import "/assets/unsaved.js";

const form = document.getElementById("start-form");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { status, answer } = await send("/start", {
    annotator: form.querySelector("[name=annotator]").value, task: event.submitter?.value,
  });
  if (status === 200) location.assign(answer.next);
  else complain(answer.error);
});
