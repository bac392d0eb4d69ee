// Type an account number: one field, ten keys, one way on.

import { h } from './dom.js';
import { keypad } from './keypad.js';
import { bare, choice, notice, title } from './parts.js';

/** The number screen, for the first bill, for another one, and to see a balance. */
export function number({ view, local, words, slow, trouble }) {
  const w = words.number;
  const busy = local.busy === 'lookUp';
  const wrong = local.problem === 'checkDigitWrong' || local.problem === 'twice';
  return {
    read: [
      title(view.phase === 'account' ? w.otherTitle : w.title),
      h('p.quiet', { 'data-part': 'under', role: busy ? 'status' : null }, busy ? (slow ? w.stillLooking : w.looking)
        : w.under),
      h('div.entry', { 'data-part': 'entry' },
        h('label', { for: 'typed' }, w.label),
        h('input.field', { id: 'typed', type: 'text', inputmode: 'none', autocomplete: 'off', maxlength: 24,
          value: local.typed,
          'aria-invalid': wrong ? 'true' : null, 'aria-describedby': wrong ? 'wrong' : null, 'data-part': 'typed' })),
      wrong ? h('div', { id: 'wrong', role: 'alert', 'data-part': 'wrong' },
        notice({ tone: 'warn', sign: 'alert', why: w[local.problem] })) : null,
    ],
    act: [
      wrong ? null : trouble,
      keypad(w, ''),
      choice({ key: '↵', act: 'find', strong: w.go, why: busy ? w.looking : local.typed ? null : w.goWhy, end: 'next',
        primary: true,
        waits: busy || local.typed === '' }),
      bare(view.visit?.accounts.length === 0 ? 'leave' : 'stepBack', 'back', w.back),
    ],
  };
}
