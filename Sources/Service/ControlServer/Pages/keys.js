// The keypad and the bar code reader are both keyboards. A reader types a whole number in a burst and ends with Enter;
// a hand presses one key. So a key waits a blink before it counts as a press.

const BLINK = 90;        // readers send a character every few milliseconds, hands need more than this
const STUTTER = 400;     // how long a slow machine may keep the rest of a number back
const SHORTEST = 4;      // a bar code is never shorter

/** Calls `press(key)` for a single key and `scan(text)` for a burst that ends with Enter. */
export function listen(target, { press, scan, typing }) {
  let burst = '';
  let timer = null;
  let late = false;

  const again = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(settle, pause);
  };
  const take = () => {
    const text = burst;
    clearTimeout(timer);
    burst = '';
    late = false;
    return text;
  };

  function settle() {
    if (navigator.scheduling?.isInputPending?.()) {
      again(BLINK);   // the rest of a number waits behind this timer
    } else if (burst.length === 1 || typing()) {
      for (const key of take()) press(key);
    } else if (!late) {
      late = true;    // two keys in one blink are a reader that stutters
      again(STUTTER);
    } else {
      take();         // better nothing pressed than the wrong choice
    }
  }

  target.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      const text = take();
      if (text.length < SHORTEST) for (const key of text) press(key);
      if (text.length > 0 || typing()) event.preventDefault();
      if (text.length >= SHORTEST) scan(text);
      else if (text.length > 0 || typing()) press('Enter');
    } else if (event.key === 'Backspace' && typing()) {
      event.preventDefault();
      press('Backspace');
    } else if (event.key.length === 1 && event.key !== ' ') {
      event.preventDefault();
      burst += event.key;
      late = false;
      again(BLINK);
    }
  });
}
