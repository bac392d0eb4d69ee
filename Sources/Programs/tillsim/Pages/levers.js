// Levers: a rocker for what stays, a button for what happens once.

import { h } from './dom.js';

/** A rocker switch. `means(on)` are the words of the call; by default `{on}`. `trouble` colours the on side. */
export function rocker(device, lever, label, on, { means = (next) => ({ on: next }), trouble = false, name } = {}) {
  const call = typeof lever === 'function' ? lever(!on) : lever;
  return h(`button.rocker${trouble ? '.trouble' : ''}`,
    { type: 'button', role: 'switch', 'aria-checked': String(Boolean(on)),
    'data-device': device, 'data-lever': call, 'data-more': JSON.stringify(means(!on)),
      'data-part': `rocker-${device}-${name ?? label}` }, label);
}

/** A push button. */
export function push(device, lever, label, more = {}) {
  return h('button.push', { type: 'button', 'data-device': device, 'data-lever': lever,
    'data-more': JSON.stringify(more),
    'data-part': `push-${lever}-${JSON.stringify(more)}` }, label);
}
