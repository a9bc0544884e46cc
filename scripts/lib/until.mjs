/** Polls until the condition holds, at most so many milliseconds; resolves to whether it did. */
export async function until(condition, ms) {
  for (const end = Date.now() + ms; ; await new Promise((next) => setTimeout(next, 100))) {
    if (await condition()) return true;
    if (Date.now() > end) return false;
  }
}
