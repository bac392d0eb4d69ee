// What a screen reader hears: one sentence at a time, at most one a second, and the newest wins.

const PAUSE = 1000;

/** Two voices: `say` waits for a pause in speech, `warn` does not. The same sentence is not said twice in a row. */
export function voiceOf(polite, urgent) {
  return { say: throttled(polite), warn: throttled(urgent) };
}

function throttled(place) {
  let next = null;
  let last = '';
  let free = 0;
  let timer = null;

  const speak = () => {
    timer = null;
    if (next === null || next === last) return;
    place.textContent = next;
    last = next;
    next = null;
    free = performance.now() + PAUSE;
  };
  return (sentence) => {
    next = sentence;
    if (timer !== null) return;
    timer = setTimeout(speak, Math.max(0, free - performance.now()));
  };
}
