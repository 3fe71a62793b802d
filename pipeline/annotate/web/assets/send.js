/* One way to the server: JSON by POST, with the header that no other page can send. */

/** What the server answered: {status, answer}; status 0 where it is away. */
export async function send(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Stance": "1" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15000),
    });
    let answer = {};
    try {
      answer = await response.json();
    } catch {
      answer = { error: "The server answered something that is no JSON." };
    }
    return { status: response.status, answer };
  } catch {
    return { status: 0, answer: { error: "The server does not answer." } };
  }
}

/** Letters, digits and "-": what names a judgement wherever it is sent again. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Says something to those who hear the page. */
export function say(words) {
  const place = document.getElementById("said");
  place.textContent = "";
  setTimeout(() => { place.textContent = words; }, 30);
}

/** Shows what went wrong, above the form. */
export function complain(words) {
  const place = document.getElementById("trouble");
  place.textContent = words;
  place.hidden = !words;
  if (words) place.scrollIntoView({ block: "nearest" });
}
