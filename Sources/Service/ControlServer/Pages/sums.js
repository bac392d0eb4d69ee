// Sums over the bills of one visit.

import { of } from './money.js';

/** What the bills come to, or null when one of them is not known. */
export function owed(bills) {
  if (bills.length === 0 || bills.some((bill) => !bill.due)) return null;
  return of(bills.reduce((sum, bill) => sum + Math.max(0, bill.due.minorUnits), 0), bills[0].due);
}

/** `total` laid on the bills in their order: each gets what it owes, what is left goes on the first. */
export function lay(total, bills) {
  let rest = total.minorUnits;
  const shares = bills.map((bill) => {
    const share = bill.due ? Math.min(rest, Math.max(0, bill.due.minorUnits)) : rest;
    rest -= share;
    return share;
  });
  shares[0] += rest;
  return bills.map((bill, at) => ({ account: bill.account, wanted: of(shares[at], total) }))
    .filter((line) => line.wanted.minorUnits > 0);
}
