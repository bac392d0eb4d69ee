// Another sum: typed in dollars, because only notes go in.

import { h } from './dom.js';
import { keypad, typedUnits } from './keypad.js';
import { of, short, sign, some, text } from './money.js';
import { bare, choice, notice, title } from './parts.js';
import { owed } from './sums.js';

/** The sum screen. */
export function sum({ view, local, words, trouble }) {
  const w = words.amount;
  const owes = owed(view.visit.accounts);
  const want = of(typedUnits(local.typed), owes);
  const limit = view.visit.limitLeft;
  const tooMuch = Boolean(limit) && want.minorUnits > limit.minorUnits;
  return {
    read: [
      title(w.title),
      h('p.quiet', { 'data-part': 'under' }, some(owes) ? w.under(text(owes)) : w.any),
      h('div.entry.sum', { 'data-part': 'entry' },
        h('label', { for: 'typed' }, w.label),
        h('div.row', {}, h('span.sign', { 'aria-hidden': 'true' }, sign(want)),
          h('input.field', { id: 'typed', type: 'text', inputmode: 'none', autocomplete: 'off', maxlength: 8,
            value: local.typed,
            'aria-describedby': 'means', 'aria-invalid': tooMuch ? 'true' : null, 'data-part': 'typed' }))),
      h('div', { id: 'means', role: 'status', 'data-part': 'means' }, meaning(view, w, want, owes, tooMuch)),
    ],
    act: [
      trouble,
      keypad(w, '.'),
      choice({ key: '↵', act: 'payTyped', strong: some(want) ? w.go(text(want)) : w.goWaits, end: 'next', primary: true,
        waits: !some(want) || tooMuch || local.busy !== null }),
      bare('stepBack', 'back', w.back),
    ],
  };
}

function meaning(view, w, want, owes, tooMuch) {
  if (tooMuch) return notice({ tone: 'warn', sign: 'alert', why: w.tooMuch(short(view.visit.limitLeft)) });
  if (!owes || !some(want)) return null;
  const over = want.minorUnits - owes.minorUnits;
  if (over > 0) return h('p', {}, w.extra(text(of(over, want))));
  if (over < 0) return [h('p', {}, w.left(text(of(-over, want)))), view.visit.accounts.length > 1 ? h('p', {}, w.order)
    : null];
  return null;
}
