// The calls of one kiosk. Every answer is a value; a call that fails answers with a code, it does not throw.

/** The calls for the kiosk named in the first view. */
export function callsOf(kiosk) {
  const base = `/v1/kiosks/${encodeURIComponent(kiosk)}`;
  const visit = (name, body) => send('POST', `${base}/visit/${name}`, body ?? {});
  return {
    view: () => send('GET', base),
    open: (language) => send('POST', `${base}/visit`, { language }),
    language: (language) => send('PUT', `${base}/visit/language`, { language }),
    lookUp: (text) => send('POST', `${base}/lookups`, { text }),
    accounts: (accounts) => send('PUT', `${base}/visit/accounts`, { accounts }),
    cash: () => visit('cash'),
    giveBack: () => visit('return'),
    finish: () => visit('finish'),
    cancel: () => visit('cancel'),
    moreTime: () => visit('more-time'),
    copy: () => visit('copy'),
    close: () => visit('close'),
    events: `/v1/events?kiosk=${encodeURIComponent(kiosk)}`,
  };
}

async function send(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(20000),
    });
    const value = await answer.json().catch(() => null);
    if (answer.ok) return { ok: true, value };
    return { ok: false, code: value?.code ?? `status${answer.status}`, title: value?.title ?? '' };
  } catch {
    return { ok: false, code: 'noLine', title: '' };
  }
}
