// The drawn keypad. The one under the hand does the same; both only add to what is typed.

import { h, icon } from './dom.js';

/** Ten keys, erase, and one more: "." for sums, nothing for numbers. */
export function keypad(words, extra) {
  const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9', extra, '0', 'erase'];
  return h('div.keypad', { role: 'group', 'aria-label': words.keys, 'data-part': 'keypad' }, rows.map((key) => {
    if (key === '') return h('span', { 'aria-hidden': 'true', 'data-part': 'gap' });
    const place = { type: 'button', 'data-part': `key-${key}`, 'data-act': 'stroke',
      'data-arg': key === 'erase' ? 'Backspace' : key, 'aria-label': key === 'erase' ? words.erase : null };
    return h('button.btn', place, key === 'erase' ? icon('erase') : key);
  }));
}

/** What is typed after one more key. `sum` allows a point and two digits after it. */
export function stroke(typed, key, sum) {
  if (key === 'Backspace') return typed.slice(0, -1);
  if (/^\d$/.test(key)) {
    const next = typed + key;
    if (!sum) return next.length <= 24 ? next : typed;
    return /^\d{1,5}(\.\d{0,2})?$/.test(next) ? next.replace(/^0+(?=\d)/, '') : typed;
  }
  if (sum && key === '.' && !typed.includes('.')) return `${typed || '0'}.`;
  return typed;
}

/** The minor units of a typed sum; "12.5" is 1250. */
export function typedUnits(typed) {
  const [whole, cents = ''] = typed.split('.');
  return Number(whole || '0') * 100 + Number(cents.padEnd(2, '0').slice(0, 2));
}
