// The keypad and the bar code reader are both keyboards. A reader types a whole number in a burst and ends with Enter;
// a hand presses one key. So a key waits a blink before it counts as a press.

const BLINK = 90;        // readers send a character every few milliseconds, hands need more than this
const SHORTEST = 4;      // a bar code is never shorter

/** Calls `press(key)` for a single key and `scan(text)` for a burst that ends with Enter. */
export function listen(target, { press, scan, typing }) {
  let burst = '';
  let timer = null;

  const settle = () => {
    // On a slow machine the rest of a number may be waiting behind this timer.
    if (navigator.scheduling?.isInputPending?.()) {
      timer = setTimeout(settle, BLINK);
      return;
    }
    const text = burst;
    burst = '';
    timer = null;
    for (const key of text) press(key);
  };

  target.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      const text = burst;
      clearTimeout(timer);
      timer = null;
      burst = '';
      if (text.length >= SHORTEST) {
        event.preventDefault();
        scan(text);
      } else {
        for (const key of text) press(key);
        if (text.length > 0 || typing()) {
          event.preventDefault();
          press('Enter');
        }
      }
      return;
    }
    if (event.key === 'Backspace' && typing()) {
      event.preventDefault();
      press('Backspace');
      return;
    }
    if (event.key.length !== 1 || event.key === ' ') return;
    event.preventDefault();
    burst += event.key;
    clearTimeout(timer);
    timer = setTimeout(settle, BLINK);
  });
}
