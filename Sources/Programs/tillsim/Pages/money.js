// Sums are whole minor units; nothing here divides into fractions of a cent.

/** The units of a sum, or null where the service does not know it. */
export const units = (money) => (money ? money.minorUnits : null);

/** True for a sum that is known and above nothing. */
export const some = (money) => Boolean(money) && money.minorUnits > 0;

/** A sum of `count` minor units in the money of `like`. */
export const of = (count, like) => ({ minorUnits: count, currency: like?.currency ?? 'USD' });

/** "$1,234.56"; a currency without a sign of ours shows its code. */
export function text(money) {
  return `${sign(money)}${figures(money)}`;
}

/** "1,234.56", for the large figures whose sign is drawn small, and for staff. */
export function figures(money) {
  const count = Math.abs(money.minorUnits);
  const whole = String((count - (count % 100)) / 100).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${money.minorUnits < 0 ? '-' : ''}${whole}.${String(count % 100).padStart(2, '0')}`;
}

/** "$20": a note, or a sum that comes out even. */
export function short(money) {
  return money.minorUnits % 100 === 0 ? text(money).slice(0, -3) : text(money);
}

/** The sign that stands before the figures. */
export function sign(money) {
  return money.currency === 'USD' ? '$' : `${money.currency} `;
}

/** The smallest sum that notes can make and that covers `money`: the kiosk gives no change. */
export function inNotes(money, denominations) {
  const smallest = Math.min(...denominations);
  if (!Number.isFinite(smallest) || smallest <= 0) return money;
  const rest = money.minorUnits % smallest;
  return of(rest === 0 ? money.minorUnits : money.minorUnits + smallest - rest, money);
}

/** "7KM 4R2": a claim number as it is read aloud and written down; it never breaks over two lines. */
export const claim = (number) => (number ? String(number).replace(/(.{3})(?=.)/g, '$1\u00a0') : '');
