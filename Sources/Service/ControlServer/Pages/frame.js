// What stands on every screen in the same place: head, steps, the money line, the help bar.

import { h, icon } from './dom.js';
import { some, text } from './money.js';
import { sentenceParts } from './screen-done.js';
import { hour } from './when.js';

const STEP = { start: 1, account: 2, cash: 3, finishing: 3, done: 4, outOfService: 0 };
const SIGNS = { plain: 'note', good: 'tick', hold: 'wait', warn: 'alert', bad: 'cross' };

/** Whose kiosk, which kiosk, what time. */
export function head({ view, words, later }) {
  return [
    h('span.brand', {}, icon('till'), h('span', {}, view.utility)),
    h('span.where', {}, words.kiosk(view.kiosk), ' · ', h('time', {}, hour(view.clock, words, later))),
  ];
}

/** The four steps. Out of service they keep their room, empty, so that the title stands where it always stands. */
export function path({ view, words }) {
  const at = STEP[view.phase];
  return h(`ol.steps${at === 0 ? '.none' : ''}`, { 'aria-hidden': at === 0 ? 'true' : null },
    words.steps.map((name, place) => {
    const n = place + 1;
    if (n < at) return h('li.past', { 'data-part': `step-${n}` }, icon('tick'), h('span', {}, name));
    return h('li', { 'data-part': `step-${n}`, 'aria-current': n === at ? 'step' : null },
      h('span', {}, `${n}. ${name}`));
  }));
}

/** What the path is called, "" where there is none. */
export const pathLabel = ({ view, words }) => (STEP[view.phase] === 0 ? words.titleEnd
  : words.stepsLabel(STEP[view.phase]));

/** Where the money is: a tone and a sentence. */
export function moneySentence({ view, words, lineUp }) {
  if (!lineUp) {
    const counted = view.visit && some(view.visit.paidIn) ? text(view.visit.paidIn) : null;
    return { tone: 'warn', sign: 'line', sentence: words.money.lineLost({ counted }) };
  }
  const { key, tone } = view.money;
  const known = Object.hasOwn(words.money, key) ? words.money[key] : words.money.unknown;
  return { tone, sign: key === 'outOfService' ? 'lock' : SIGNS[tone] ?? 'note', sentence: known(sentenceParts(view)) };
}

/** The money line as it is seen. */
export function money({ sign, sentence }) {
  return [icon(sign), h('p', {}, sentence)];
}

/** Language, larger letters, dark screen, a person. */
export function assist({ words, comforts }) {
  const press = (act, sign, label, more = {}) => h('button.btn',
    { type: 'button', 'data-act': act, 'data-part': act, ...more }, icon(sign), h('span', {}, label));
  return [
    press('language', 'globe', words.otherLanguageName, { lang: words.otherLanguage }),
    press('larger', 'letters', words.larger, { 'aria-pressed': String(comforts.larger) }),
    press('dark', 'half', words.dark, { 'aria-pressed': String(comforts.dark) }),
    press('help', 'phone', words.help, { 'aria-haspopup': 'dialog' }),
  ];
}
