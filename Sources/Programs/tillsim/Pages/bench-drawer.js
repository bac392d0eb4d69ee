// The cash drawer, and the last frames in words.

import { h, icon } from './dom.js';
import { push, rocker } from './levers.js';

const LINES = 20;

/** The drawer front; open it shows its compartments. */
export function drawer(one) {
  const open = one.position === 'open';
  return [
    h(`div.till${open ? '.open' : ''}`, { 'data-part': 'till' },
      h('div.inside', { 'aria-hidden': 'true' }, ['20', '10', '5', '1', '¢'].map((place) => h('b', {}, place))),
      h('div.front', {}, h('i.keyhole', { 'aria-hidden': 'true' }),
        h('div.name', {}, h('h2', {}, one.label), h('p.small', { role: 'status' },
          `${open ? 'Open' : 'Shut'}${one.locked ? ', locked' : ''}`)),
        rocker('drawer', 'lock', 'Lock', one.locked, { trouble: true }),
        h('span.hands', {}, push('drawer', 'openByHand', 'Open by hand'), push('drawer', 'pushShut', 'Push shut')))),
  ];
}

/** The log, newest last. */
export function wire(log) {
  return [h('h2.only-heard', {}, 'Last frames in words'),
    h('ol.wire', {}, log.slice(-LINES).map((line) => h(`li.${line.direction}`, {},
    h('span.time', {}, line.time), icon(line.direction === 'in' ? 'left' : 'next'),
    h('span.only-heard', {}, line.direction === 'in' ? 'from ' : 'to '),
      h('span', {}, h('b', {}, line.device), ` ${line.text}`))))];
}
