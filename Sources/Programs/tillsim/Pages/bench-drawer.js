// The cash drawers and their board, and the last frames in words.

import { h, icon } from './dom.js';
import { push, rocker } from './levers.js';

const LINES = 12;

/** The drawer front; open it shows its compartments. */
export function drawer(one) {
  const open = one.position === 'open';
  return h(`div.till${open ? '.open' : ''}`, { 'data-part': one.id, id: `till-${one.id}` },
    h('div.inside', { 'aria-hidden': 'true' }, ['20', '10', '5', '1', '¢'].map((place) => h('b', {}, place))),
    h('div.front', {}, h('i.keyhole', { 'aria-hidden': 'true' }),
      h('div.name', {}, h('h2', {}, one.label), h('p.small', { role: 'status' },
        `${open ? 'Open' : 'Shut'}${one.locked ? ', locked' : ''} · ${one.at}`)),
      rocker(one.id, 'lock', 'Lock', one.locked, { trouble: true }),
      h('span.hands', {}, push(one.id, 'openByHand', 'Open by hand'), push(one.id, 'pushShut', 'Push shut'))));
}

/** The board that drawers hang on, as a flat box. */
export function board(one) {
  return h('div.case.board', { 'data-part': 'board' },
    h('header', {}, h(`i.led${one.power ? one.link ? '.on' : '.bad' : ''}`, { 'aria-hidden': 'true' }),
      h('h2', {}, one.label), h('span.small', {}, one.model)),
    rocker('drawer-board', 'cable', 'Cable', one.link));
}

/** The log, newest last. */
export function wire(log) {
  return [h('h2.only-heard', {}, 'Last frames in words'),
    h('ol.wire', {}, log.slice(-LINES).map((line) => h(`li.${line.direction}`, {},
    h('span.time', {}, line.time), icon(line.direction === 'in' ? 'left' : 'next'),
    h('span.only-heard', {}, line.direction === 'in' ? 'from ' : 'to '),
      h('span', {}, h('b', {}, line.device), ` ${line.text}`))))];
}
