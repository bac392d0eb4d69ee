// What is worth saying aloud when the view changes: note by note one sentence, else the money line.

import { some } from './money.js';
import { spoken, spokenFirst } from './numbers.js';

/** The sentence for the step from `before` to `view`, and whether it may wait. `sentence` is the money line. */
export function heardOf(before, view, words, sentence) {
  const urgent = ['noteReturned', 'noteRefused', 'inDoubt'].includes(view.money.key);
  const visit = view.visit;
  const had = before?.visit?.id === visit?.id ? before?.visit?.notes.length ?? 0 : 0;
  if (!visit || view.phase !== 'cash' || visit.notes.length <= had || urgent) return { sentence, urgent };
  const w = words.heard;
  const language = words.language;
  let rest = w.soFar(spokenFirst(visit.paidIn, language));
  if (some(visit.stillToPay)) rest = sayStill(w, spoken(visit.stillToPay, language));
  else if (visit.target) rest = some(visit.over) ? `${w.enough} ${w.credit(first(spoken(visit.over, language)))}`
    : w.enough;
  return { sentence: w.counted(spokenFirst(visit.notes.at(-1), language), rest), urgent: false };
}

const sayStill = (w, sum) => first(w.stillToPay(sum));
const first = (text) => text.charAt(0).toUpperCase() + text.slice(1);
