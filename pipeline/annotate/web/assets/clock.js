/* How long a page was looked at: time in which it is hidden does not count. */
const start = () => (document.visibilityState === "visible" ? performance.now() : null);
let since = start();
let before = 0;

document.addEventListener("visibilitychange", () => {
  if (since !== null) before += performance.now() - since;
  since = start();
});

/** Seconds, to a tenth. */
export function seconds() {
  const now = since === null ? 0 : performance.now() - since;
  return Math.round((before + now) / 100) / 10;
}
