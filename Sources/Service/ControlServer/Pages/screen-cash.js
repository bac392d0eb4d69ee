// Notes go in. The screen says of every one where it is.

import { h, icon } from './dom.js';
import { claim, of, short, some, text } from './money.js';
import { amount, aside, choice, isPaperless, note, notice, paperless, pill, title } from './parts.js';

const CELLS = 8;         // two rows of four

/** The cash screen, and the short one while the visit is being written down. */
export function cash({ view, words, trouble }) {
  const w = words.cash;
  const visit = view.visit;
  const now = situation(view);
  return {
    read: [title(heading(now, w)), figures(now, visit, w), meter(visit, w), strip(now, visit, w),
      isPaperless(view) && !now.any && now.state === 'none' && !now.doubt ? paperless(words)
        : lastNote(now, visit, w)],
    act: [trouble, slot(now, view, words), finish(now, visit, w), second(now, words)],
  };
}

/** The few words everything on this screen hangs on. */
export function situation(view) {
  const visit = view.visit;
  const state = visit.note.state;
  const doubt = view.money.key === 'inDoubt' || state === 'inDoubt' || some(visit.inDoubt);
  const settling = !doubt && view.money.key === 'settling';
  const moving = !doubt && ['drawingIn', 'escrowed', 'settling'].includes(state);
  const covered = some(visit.target) && visit.paidIn.minorUnits >= visit.target.minorUnits;
  return { state, doubt, settling, moving, covered, slot: visit.slot, any: some(visit.paidIn) };
}

function heading(now, w) {
  if (now.doubt) return w.doubtTitle;
  if (now.settling) return w.settlingTitle;
  if (now.covered) return w.coveredTitle;
  if (now.slot === 'opening' && !now.any) return w.openingTitle;
  return now.slot === 'shut' && !now.moving ? w.shutTitle : w.title;
}

function figures(now, visit, w) {
  const paid = [h('span.quiet', {}, w.paidIn), amount(visit.paidIn, visit.target ? '' : 'giant')];
  if (!visit.target) return h('div.row.spread.foot', { 'data-part': 'figures' }, h('p.figure', {}, paid));
  const large = now.covered ? [w.credit, visit.over ?? of(0, visit.target)]
    : [now.settling || now.doubt ? w.stillNot : w.still, visit.stillToPay ?? of(0, visit.target)];
  if (now.covered && !some(visit.over)) large[0] = w.still;
  return h('div.row.spread.foot', { 'data-part': 'figures' },
    h('p.figure', {}, h('span.quiet', {}, large[0]), amount(large[1], 'giant')),
    h('p.figure.end', {}, paid, h('span.small.quiet', {}, w.of(text(visit.target)))));
}

function meter(visit, w) {
  if (!some(visit.target)) return null;
  const part = Math.min(1000, Math.floor((visit.paidIn.minorUnits * 1000) / visit.target.minorUnits));
  return h('div.meter', { role: 'img', 'aria-label': w.meter(text(visit.paidIn), text(visit.target)),
    'data-part': 'meter' },
    h('span', { vars: { '--at': `${part / 10}%` } }));
}

function strip(now, visit, w) {
  const open = now.slot !== 'shut' && !now.covered && !now.moving && !now.doubt;
  const unsure = now.settling || now.doubt ? visit.note.amount ?? visit.inDoubt : null;
  const room = CELLS - 1;
  const hidden = visit.notes.length > room ? visit.notes.length - room + 1 : 0;
  const shown = visit.notes.slice(hidden);
  return h('ul.strip', { 'aria-label': w.notesLabel, 'data-part': 'strip' },
    hidden > 0 ? h('li.note.more', { 'data-part': 'more' }, h('span', {}, w.earlier(hidden))) : null,
    shown.map((one, at) => {
      const cell = note(one, at === shown.length - 1 ? 'new' : '');
      cell.dataset.part = `note-${hidden + at}`;
      return cell;
    }),
    unsure ? note(unsure, 'unsure') : null,
    open ? h('li.note.empty', { 'aria-hidden': 'true', 'data-part': 'empty' }, icon('down')) : null);
}

const LOOKS = {
  waiting: [null, 'note'], drawingIn: ['hold', 'wait'], escrowed: ['hold', 'note'], settling: ['hold', 'wait'],
  counted: ['good', 'tick'], returned: ['warn', 'back'], refused: ['warn', 'back'], inDoubt: ['warn', 'alert'],
    full: ['good', 'tick'],
};

function lastNote(now, visit, w) {
  const count = visit.notes.length;
  const nth = w.yourNth(count, w.nth[count - 1]);
  const state = now.doubt ? 'inDoubt' : now.settling ? 'settling' : now.state;
  let look = state === 'none' ? (count > 0 ? 'counted' : 'waiting') : state;
  if (now.covered && ['counted', 'none'].includes(state)) look = 'full';
  const sum = look === 'counted' ? visit.notes.at(-1) ?? visit.note.amount
    : ['escrowed', 'settling', 'inDoubt'].includes(look) ? visit.note.amount ?? visit.inDoubt : null;
  const says = look === 'counted' ? (count > 0 ? nth : w.says.next) : look === 'waiting' ? w.says.none : w.says[look];
  const [tone, sign] = LOOKS[look] ?? LOOKS.waiting;
  return h('p.row.last', { 'data-part': 'last' }, pill(tone, sign, w.pills[look] ?? w.pills.waiting),
    h('span', {}, says, sum ? ' ' : '', sum ? h('strong', {}, short(sum)) : null));
}

function slot(now, view, words) {
  const w = words.cash;
  const box = (tone, sign, strong, why) => notice({ tone, sign, strong, why, part: 'slot' });
  const number = view.money.claim;
  if (now.doubt) return box('warn', 'alert', number ? w.slotDoubt(claim(number)) : w.slotShut, w.slotDoubtWhy);
  if (now.settling) return box('hold', 'wait', w.slotSettling, w.slotSettlingWhy);
  if (now.slot === 'open' && !now.covered) {
    const list = view.denominations.map((count, at) => (at === 0 ? short(of(count))
      : short(of(count)).slice(1))).join(', ');
    return box('good', 'down', w.slotOpen, w.slotOpenWhy(list));
  }
  if (now.moving) return box('hold', 'wait', w.slotBusy, w.slotBusyWhy);
  if (now.covered) return box('good', 'tick', w.slotEnough, w.slotEnoughWhy);
  if (now.slot === 'opening') return box('hold', 'wait', w.slotOpening, w.slotOpeningWhy);
  const reasons = view.tenders.flatMap((one) => one.reasons);
  return box('warn', 'lock', reasons.length > 0 ? words.reasons[reasons[0]] ?? words.reasons.unknown : w.slotShut,
    w.slotShutWhy);
}

function finish(now, visit, w) {
  const way = { key: 1, act: 'finish', end: 'receipt' };
  if (now.settling || now.moving) return choice({ ...way, strong: w.finishWaits, waits: true });
  if (!now.any && !now.doubt) return choice({ ...way, strong: w.finishNothing, waits: true });
  if (now.covered) {
    const credit = some(visit.over) ? text(visit.over) : null;
    return choice({ ...way, strong: w.finishFull, why: w.finishFullWhy(text(visit.paidIn), credit), primary: true });
  }
  const why = some(visit.stillToPay) ? w.finishLeft(text(visit.stillToPay)) : w.finishFree;
  return choice({ ...way, strong: now.any ? w.finish(text(visit.paidIn)) : w.finishFull, why, primary: now.doubt
    || now.slot === 'shut' });
}

function second(now, words) {
  const w = words.cash;
  if (now.state === 'escrowed' && !now.settling && !now.doubt) {
    return choice({ key: 2, act: 'giveBack', strong: w.giveBack, why: w.giveBackWhy, end: 'back' });
  }
  if (now.any || now.moving || now.settling || now.doubt) return aside(words.start.change);
  return choice({ key: 2, act: 'leave', strong: w.leave, why: w.leaveWhy, end: 'back' });
}
