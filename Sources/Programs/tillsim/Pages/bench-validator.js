// The note validator: its mouth, its levers, the window into its box, and the notes to feed.

import { h, icon } from './dom.js';
import { push, rocker } from './levers.js';

const NOTES = [[100, 'one'], [500, 'five'], [1000, 'ten'], [2000, 'twenty'], [5000, 'fifty'], [10000, 'hundred']];
const LED = { open: 'on', taking: 'wait', returning: 'wait', off: '' };

/** The case and the tray below it. */
export function validator(one, local) {
  const led = LED[one.mouth] ?? 'bad';
  return [
    h('div.case.validator', { 'data-part': 'case' },
      h('header', {}, h(`i.led${led ? `.${led}` : ''}`, { 'aria-hidden': 'true' }), h('h2', {}, one.label),
        h('span.small', {}, local.view.kiosk)),
      bezel(one, local), box(one, local), levers(one, local)),
    tray(),
  ];
}

function bezel(one, local) {
  const open = one.mouth === 'open';
  const moving = ['taking', 'returning'].includes(one.mouth);
  return h(`div.bezel.${one.mouth}`, { 'data-part': 'bezel' },
    h('span.arrows', { 'aria-hidden': 'true' }, icon('up'), icon('up'), icon('up')),
    h(`span.mouth${open || moving ? '' : '.shut'}`, { 'aria-hidden': 'true' },
      moving ? h(`span.paper-note.${one.mouth}`, { 'data-note': local.fed / 100, 'data-part': one.mouth },
        String(local.fed / 100)) : null),
    h('p.says', { role: 'status' }, one.mouthText),
    h('p.notice', {}, one.lastNotice ?? ''));
}

function box(one, local) {
  const { box: unit } = one;
  if (!unit?.present) {
    const [mine, other] = serials(local.serial);
    return h('div.cashbox.gone', { 'data-part': 'box-gone' }, h('p', {}, 'Box is out'),
      push('validator', 'boxIn', `Put ${mine} in`, { serial: mine }),
        push('validator', 'boxIn', `Put ${other} in`, { serial: other }));
  }
  const full = unit.capacity > 0 ? Math.min(100, (unit.notes * 100) / unit.capacity) : 0;
  return h('div.cashbox',
    { role: 'img', 'aria-label': `Cash unit ${unit.serial}, ${unit.notes} of ${unit.capacity} notes`,
    'data-part': 'box' },
    h('span.limit', {}, '80 %'), h('i', { vars: { '--full': `${full}%` } }), h('span.count', {}, `${unit.notes}`),
      h('span.serial', {}, unit.serial));
}

// The box that was in, and its neighbour on the shelf.
function serials(last) {
  const mine = last ?? 'C-8841';
  const number = /(\d+)$/.exec(mine)?.[1] ?? '';
  return [mine, number ? mine.slice(0, -number.length) + String(Number(number) + 1).padStart(number.length, '0')
    : `${mine}-2`];
}

function levers(one, local) {
  const [mine] = serials(local.serial);
  return h('div.levers', { 'data-part': 'levers' },
    rocker('validator', 'cable', 'Cable', one.link),
    rocker('validator', (on) => (on ? 'jam' : 'clearJam'), 'Jam', one.jam, { trouble: true, means: () => ({}) }),
    rocker('validator', (on) => (on ? 'boxIn' : 'boxOut'), 'Box in', one.box?.present,
      { means: (on) => (on ? { serial: mine } : {}) }),
    rocker('validator', 'full', 'Full', one.full, { trouble: true }),
    rocker('validator', 'failStacking', 'Will not stack', !local.stacks, { trouble: true }));
}

function tray() {
  const feed = (lever, cents, label, kind) => h(`button.feed${kind ? `.${kind}` : ''}`,
    { type: 'button', 'data-device': 'validator',
    'data-lever': lever, 'data-more': JSON.stringify({ denomination: cents }), 'data-part': `feed-${lever}-${cents}` },
  h('span.paper-note', { 'data-note': kind === 'forged' ? 'forged' : cents / 100, 'aria-hidden': 'true' },
    kind === 'forged' ? `${cents / 100} ?` : String(cents / 100)), h('span', {}, label));
  return h('div.tray', { role: 'group', 'aria-label': 'Notes to feed', 'data-part': 'tray' },
    NOTES.map(([cents, label]) => feed('insertNote', cents, label)),
    feed('insertForged', 2000, 'forged', 'forged'), feed('insertOnString', 2000, 'on a string', 'string'),
    h('div.hands', { 'data-part': 'hands' }, push('validator', 'takeNote', 'Take the note back'),
      push('validator', 'pullString', 'Pull the string')));
}
