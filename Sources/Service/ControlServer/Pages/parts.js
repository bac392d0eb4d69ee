// The pieces that screens are made of: a choice, a sum, a sentence with a tone.

import { h, icon } from './dom.js';
import { figures, sign } from './money.js';

const LONG = 6;          // more figures than 999.99 need smaller ones

/** A sum whose sign is drawn small. `size` is "" or "giant". */
export function amount(money, size = '') {
  const digits = figures(money);
  const long = size === 'giant' && digits.length > LONG ? '.long' : '';
  return h(`span.amount${size ? `.${size}` : ''}${long}`, {}, h('i', {}, sign(money)), digits);
}

/** A whole decision with its number on the keypad. `waits` keeps it in its place, unpressable. */
export function choice({ key, act, arg, strong, why, end, primary = false, waits = false }) {
  const kind = `button.choice${primary && !waits ? '.primary' : ''}`;
  const place = { type: 'button', 'data-part': `choice-${act}-${arg ?? ''}`, 'data-act': act, 'data-arg': arg ?? null,
    'data-key': key ?? null, 'aria-disabled': waits ? 'true' : null };
  return h(kind, place,
    h('kbd', {}, String(key)),
    h('span', {}, h('strong', {}, strong), why ? h('span.why', {}, why) : null),
    typeof end === 'string' ? icon(end) : end ?? null);
}

/** A remark in the room of a choice that is not there, so that its neighbours stand still. */
export const aside = (words) => h('p.aside', { 'data-part': 'aside' }, words);

/** Half a line, for the lesser of the ways on. */
export const half = (key, act, words) => h('button.btn', { type: 'button', 'data-part': `half-${act}`, 'data-act': act,
  'data-key': key }, h('kbd', {}, String(key)), h('span', {}, words));

/** A button without a frame, for the way back. */
export function bare(act, sign, words, { arg, key } = {}) {
  return h('button.btn.bare', { type: 'button', 'data-part': `bare-${act}`, 'data-act': act, 'data-arg': arg ?? null,
    'data-key': key ?? null },
    key ? h('kbd', {}, String(key)) : null, icon(sign), h('span', {}, words));
}

/** What happened, and what to do about it. */
export function notice({ tone, sign, strong, why, part = 'notice', end }) {
  return h('div.notice', { 'data-part': part, 'data-tone': tone ?? null },
    icon(sign),
    h('p', {}, strong ? h('strong', {}, strong) : null, why
      ? h(strong ? 'span.why' : end ? 'span.small' : 'span', {}, why) : null),
    end ?? null);
}

/** Drawing, word and colour together. */
export const pill = (tone, sign, words) => h('span.pill', { 'data-tone': tone ?? null }, icon(sign),
  h('span', {}, words));

/** Whether there is something to pay with and no paper to prove it: said before the first note. */
export const isPaperless = (view) => view.receipts === 'number' && view.tenders.some((one) => one.offered);

/** The same in one line. */
export const paperless = (words) => h('p.row.last', { 'data-part': 'paperless' },
  pill('warn', 'receipt', words.noPaper.pill), h('span', {}, words.noPaper.says));

/** A note as figures and rails, never a picture of money. */
export function note(money, kind = '') {
  const whole = money.minorUnits / 100;
  return h(`li.note${kind ? `.${kind}` : ''}`, { 'data-note': whole },
    h('b', {}, kind === 'unsure' ? `${whole} ?` : `${whole}`));
}

/** A sum that stands inside a sentence. */
export const strong = (words) => h('strong', {}, words);

/** A sentence whose second, fourth... piece is set strong. */
export const marked = (pieces) => pieces.map((piece, at) => (at % 2 === 1 ? strong(piece) : piece));

/** The title, which takes the focus when the screen changes. */
export const title = (words) => h('h1', { tabindex: '-1', 'data-part': 'title' }, words);
