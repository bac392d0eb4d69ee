// Nobody is here yet: hold the bill under the light, or type.

import { h, icon } from './dom.js';
import { of, short } from './money.js';
import { choice, isPaperless, notice, pill, title } from './parts.js';

/** The first screen. */
export function start({ view, local, words, slow, trouble }) {
  const w = words.start;
  const busy = local.busy === 'lookUp';
  const under = busy ? (slow ? w.stillReading : w.reading) : view.ledger === 'offline' ? w.offline
    : isPaperless(view) ? words.noPaper.start : w.under;
  return {
    read: [
      title(w.title),
      h('p.quiet', { 'data-part': 'under', role: busy ? 'status' : null }, under),
      picture(w.picture),
    ],
    act: [
      trouble,
      choice({ key: 1, act: 'type', strong: w.type, why: w.typeWhy, end: 'pad', waits: busy }),
      choice({ key: 2, act: 'help', arg: 'noBill', strong: w.noBill, why: w.noBillWhy, end: 'person' }),
      tenders(view, w),
      h('p.small.quiet', { 'data-part': 'change' }, w.change),
    ],
  };
}

function tenders(view, w) {
  const cash = view.tenders.find((one) => one.tender === 'cash');
  const [low, high] = [Math.min(...view.denominations), Math.max(...view.denominations)];
  const money = (count) => short(of(count));
  return h('div.row.wrap', { 'data-part': 'tenders' },
    cash?.offered ? pill('good', 'tick', w.cash(money(low), money(high))) : pill('warn', 'cross', w.cashNot),
    pill(null, 'cross', w.noCards));
}

const SVG = 'http://www.w3.org/2000/svg';

// Drawn here, so that its colours follow the theme.
function picture(label) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ class: 'art', viewBox: '0 0 960 372', role: 'img',
    'aria-label': label })) {
    svg.setAttribute(name, value);
  }
  svg.dataset.part = 'art';
  const draw = (kind, shape, tone, into = svg) => {
    const part = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(shape)) part.setAttribute(name, String(value));
    part.setAttribute('class', tone);
    into.append(part);
    return part;
  };
  const bill = draw('g', { transform: 'rotate(-4 400 240)' }, 'bill');
  draw('rect', { x: 120, y: 54, width: 540, height: 420, rx: 12 }, 'leaf', bill);
  draw('rect', { x: 158, y: 92, width: 164, height: 28, rx: 6 }, 'name', bill);
  draw('path', { d: 'M158 160h300M158 196h236M158 232h268' }, 'lines', bill);
  draw('circle', { cx: 584, cy: 122, r: 34 }, 'seal', bill);
  draw('path', { d: 'M140 272h500' }, 'fold', bill);
  let x = 392;
  for (const width of [8, 14, 5, 18, 6, 6, 16, 7, 12, 5, 18, 8, 14]) {
    draw('rect', { x, y: 298, width, height: 66 }, 'bars', bill);
    x += width + 8;
  }
  draw('rect', { x: 0, y: 366, width: 960, height: 120 }, 'below');
  draw('path', { d: 'M2 366h956' }, 'desk');
  draw('path', { d: 'M724 118 396 300l230-14z' }, 'beam');
  draw('path', { d: 'M394 304 630 286' }, 'ray');
  draw('path', { d: 'M704 44h176q28 0 28 28v294H768V162l-74-38q-18-10-12-28l6-32q4-20 16-20z' }, 'reader');
  draw('circle', { cx: 722, cy: 108, r: 15 }, 'lamp');
  draw('path', { d: 'M806 104h62M806 136h62' }, 'ribs');
  return svg;
}

/** What became of a look-up that did not find a bill to pay: three ways on, never a dead end. */
export function lookedInVain({ local, words, trouble }) {
  const w = words.lookup;
  const kinds = {
    unknown: [w.unknownTitle, w.unknownUnder(local.looked)],
    unread: [w.unreadTitle, w.unreadUnder],
    notOurs: [w.notOursTitle, w.notOursUnder],
    tooMany: [w.tooManyTitle, w.tooManyUnder],
    ledger: [w.ledgerTitle, w.ledgerUnder(local.looked)],
  };
  const [head, under] = kinds[local.step];
  const again = choice({ key: 1, act: 'type', strong: w.again, why: w.againWhy, end: 'pad' });
  const scan = choice({ key: 2, act: 'stepBack', strong: w.scan, why: w.scanWhy, end: 'bill' });
  const anyway = choice({ key: 1, act: 'payUnseen', strong: w.payAnyway, why: w.payAnywhyWhy, end: 'note',
    primary: true });
  const ask = (key) => choice({ key, act: 'help', strong: w.ask, why: w.askWhy, end: 'person' });
  const ways = {
    unknown: [again, scan, ask(3)],
    unread: [scanFirst(w), typeSecond(w), ask(3)],
    notOurs: [scanFirst(w), typeSecond(w), ask(3)],
    tooMany: [ask(1), choice({ key: 2, act: 'stepBack', strong: w.backToStart, end: 'back' })],
    ledger: [anyway, choice({ key: 2, act: 'type', strong: w.again, why: w.againWhy, end: 'pad' }), ask(3)],
  };
  return { read: [title(head), h('p.lead', { 'data-part': 'under' }, under)], act: [trouble, ways[local.step]] };
}

const scanFirst = (w) => choice({ key: 1, act: 'stepBack', strong: w.scan, why: w.scanWhy, end: 'bill' });
const typeSecond = (w) => choice({ key: 2, act: 'type', strong: w.again, why: w.againWhy, end: 'pad' });
