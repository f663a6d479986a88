import { fill } from './site.js';
import { show, shrunk, upload } from './photo.js';

const form = document.getElementById('listing');

// What the numbers come to, while they are typed.
// As the server reads them (Typed): NaN is what it will refuse.
const shape = /^(([0-9]+|[1-9][0-9]{0,2}( [0-9]{3})+)(\.[0-9]+|,[0-9]{1,2})?|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?)$/, thousands = /[ ,](?=[0-9]{3}(?![0-9]))/g;
const decimals = { price: 2, boxes: 0 };
function number(name) {
  const typed = form.elements[name].value.normalize('NFKC').replace(/^\s*¥|(公斤|千克|kg|元|yuan|¥|箱|件|box(es)?|cartons?)?\s*$/gi, '').trim();
  const plain = typed.replace(thousands, '').replace(',', '.');
  return shape.test(typed) && !((plain.split('.')[1]?.length ?? 0) > decimals[name]) ? Number(plain) : NaN;
}
const yuan = fen => new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }).format(fen / 100);
function share(fen) {
  const weights = form.dataset.weights.split(',').map(Number), whole = weights.reduce((a, b) => a + b);
  const parts = weights.map((w, i) => ({ i, floor: Math.floor(fen * w / whole), rest: fen * w % whole }));
  const left = fen - parts.reduce((sum, p) => sum + p.floor, 0);
  const extra = [...parts].sort((a, b) => b.rest - a.rest || a.i - b.i).slice(0, left).some(p => p.i === 0);
  return parts[0].floor + (extra ? 1 : 0);
}
form?.addEventListener('input', () => {
  const [kilograms, box, price] = ['kilograms', 'box', 'price'].map(number);
  const calc = document.getElementById('calc');
  const boxes = form.elements.boxes.value ? number('boxes') : Math.floor(kilograms / box);
  const fen = Math.round(price * 100);
  calc.parentElement.hidden = !(kilograms > 0 && box > 0 && boxes >= 0 && fen > 0);
  if (calc.parentElement.hidden) return;
  const sum = Math.round(boxes * box * 1000) / 1000;
  calc.textContent = fill(sum > kilograms || boxes < 1 ? form.dataset.over : form.dataset.calc, boxes, sum, yuan(fen / box), yuan(share(fen)), kilograms);
});

// A draft: what was typed and the shrunk photo, kept on this phone with each change, under the id that the form gave the listing. By that id
// the server lists it once, however often it arrives.
const status = document.getElementById('sending'), outbox = document.getElementById('outbox'), base = location.pathname.split('/listings')[0];

async function drafts(mode, act) {
  const store = await new Promise((done, fail) => {
    const asked = indexedDB.open('farm', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('drafts', { keyPath: 'id' });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  try {
    return await new Promise((done, fail) => {
      const asked = act(store.transaction('drafts', mode).objectStore('drafts'));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally { store.close(); }
}
const mine = new Set(outbox?.dataset.mine?.split(' '));
const all = async () => (await drafts('readonly', s => s.getAll())).filter(d => mine.has(d.producer));
const keep = draft => drafts('readwrite', s => s.put(draft));
const drop = id => drafts('readwrite', s => s.delete(id));

const typed = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !name.startsWith('__')));
const draft = async waits => ({ id: form.elements.id.value, producer: form.elements.for.value, at: Date.now(), fields: typed(), photos: await shrunk() ?? restored?.photos, waits });
const empty = () => !restored && !form.elements.photo.files.length && [...form.querySelectorAll('input:not([type=hidden]),textarea')].every(f => f.value === f.defaultValue);
let restored;
// This phone opens what it kept of the page, with the id of that day: each time it is opened is another listing, but for a form that the server refused.
if (form && !document.getElementById('errors') && crypto.randomUUID) form.elements.id.value = crypto.randomUUID();

// Answers where it is listed; 'refused' when the server says why not, so that the form has to be looked at again. Throws when it did not get through.
async function send(kept, token, again) {
  const body = new FormData();
  for (const [name, value] of Object.entries(kept.fields)) body.append(name, value);
  body.append('__RequestVerificationToken', token);
  for (const [width, blob] of kept.photos?.flat() ?? []) body.append(`photo-${width}`, await upload(blob, token, again));
  const came = await fetch(`${base}/listings/new`, { method: 'POST', body });
  if (came.redirected && came.url.includes('listed=')) { await drop(kept.id); return came.url; }
  if (came.redirected) throw Object.assign(new Error('signed out'), { signedOut: true });
  if ([400, 403, 404, 409, 413, 422].includes(came.status)) return 'refused';
  throw new Error(came.status);
}

// One after the other: what was typed last is what is kept.
let last = Promise.resolve();
const save = waits => last = last.catch(() => undefined).then(async () => { const now = await draft(waits); await (empty() ? drop(now.id) : keep(now)); return now; });
for (const change of ['input', 'photo']) form?.addEventListener(change, () => save(false).catch(() => undefined));
form?.addEventListener('submit', async event => {
  if (!form.dataset.draft || !('indexedDB' in window) || !crypto.subtle) return;
  event.preventDefault();
  status.textContent = status.dataset.sending;
  if (form.elements.photo.files.length > 0 && !await shrunk()) return form.submit();      // a browser that cannot shrink it sends the original
  const kept = await save(true).catch(() => undefined);
  if (!kept) return form.submit();      // a phone that keeps nothing, full or private: as without this script
  try {
    const where = await send(kept, form.elements.__RequestVerificationToken.value);
    if (where !== 'refused') { location.href = where; return; }
    await keep({ ...kept, waits: false });
    form.querySelector('[name=photo]').disabled ||= !!kept.photos;
    for (const [width, blob] of kept.photos?.flat() ?? []) {
      const name = document.createElement('input');
      Object.assign(name, { type: 'hidden', name: `photo-${width}`, value: await upload(blob, form.elements.__RequestVerificationToken.value, true) });
      form.append(name);
    }
    form.submit();      // the server's page says beside each field what is wrong
  } catch (lost) {
    if (!lost.signedOut && !form.checkValidity()) {      // the server would refuse it: the browser says what is missing
      if (!empty()) await keep({ ...kept, waits: false });
      status.textContent = '';
      form.reportValidity();
      return;
    }
    form.reset();
    form.elements.id.value = crypto.randomUUID();
    restored = undefined;
    for (const of of ['snaps', 'calc']) document.getElementById(of).closest('div, p').hidden = true;
    status.textContent = lost.signedOut ? outbox.dataset.signedOut : outbox.dataset.later;
    note.hidden = true;
    await listOutbox();
    outbox.scrollIntoView({ block: 'center' });      // the form is empty again: what was in it is there
    sendLater();
  }
});

// What waits is sent when the line is back, else after 5 s, 10 s ... 5 minutes, and when somebody presses.
let pause = 5000, timer, sending;
function sendLater() {
  clearTimeout(timer);
  timer = setTimeout(sendWaiting, pause);
  pause = Math.min(pause * 2, 300000);
}
// A page from long ago, or from this phone's keeping, has a token that may have run out. Empty when this person may no longer list for the producer.
async function tokenFor(producer) {
  const page = await fetch(`${base}/listings/new?for=${producer}`);
  if (page.status === 403 || page.status === 404) return '';      // it waits for somebody who may
  const token = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('#listing [name=__RequestVerificationToken]')?.value;
  if (!token) throw Object.assign(new Error('signed out'), { signedOut: page.redirected });
  return token;
}
async function sendWaiting() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    const waiting = (await all()).filter(d => d.waits);
    if (waiting.length === 0) return;
    outbox.querySelector('[role=status]').textContent = status?.dataset.sending ?? '';
    const tokens = {};
    let sent = 0;
    for (const one of waiting) {
      const token = tokens[one.producer] ??= await tokenFor(one.producer);
      if (!token) continue;
      if (await send(one, token, true) === 'refused') await keep({ ...one, waits: false, refused: true });
      else sent++;
    }
    pause = 5000;
    outbox.querySelector('[role=status]').textContent = sent === waiting.length ? outbox.dataset.sent : '';
    if (status) status.textContent = '';
  } catch (lost) {
    outbox.querySelector('[role=status]').textContent = lost.signedOut ? outbox.dataset.signedOut : outbox.dataset.later;
    sendLater();
  } finally {
    sending = false;
    await listOutbox();
  }
}
async function listOutbox() {
  const kept = (await all()).filter(d => d.waits || d.refused);
  outbox.querySelector('ul').replaceChildren(...kept.map(d => {
    const line = document.createElement('li'), open = document.createElement('a');
    line.textContent = d.fields.name || '–';
    if (d.refused) { Object.assign(open, { href: `${base}/listings/new?for=${d.producer}&draft=${d.id}`, textContent: outbox.dataset.refused }); line.append(' ', open); }
    return line;
  }));
  outbox.querySelector('h2').hidden = kept.length === 0;
  outbox.querySelector('button').hidden = !kept.some(d => d.waits);
  outbox.hidden = kept.length === 0 && !outbox.querySelector('[role=status]').textContent;
}

if (outbox && 'indexedDB' in window) {
  outbox.querySelector('button').addEventListener('click', sendWaiting);
  addEventListener('online', sendWaiting);
  listOutbox().then(sendWaiting).catch(() => undefined);
}

// What was typed before the browser closed comes back; a form that the server refused has it already, but for the photo.
// Who begins like other goods begins anew.
const note = document.getElementById('kept'), opened = new URLSearchParams(location.search);
if (note && 'indexedDB' in window) all().catch(() => []).then(kept => {
  const refused = document.getElementById('errors'), mine = kept.filter(d => !d.waits && d.producer === form.elements.for.value).sort((a, b) => b.at - a.at);
  restored = opened.has('like') && !refused ? undefined : mine.find(d => d.id === opened.get('draft')) ?? mine[0];
  if (!restored) return;
  if (refused) form.elements.id.value = restored.id;
  else for (const [name, value] of Object.entries(restored.fields)) if (form.elements[name]) form.elements[name].value = value;
  if (restored.photos) {
    show(restored.photos);
    form.elements.photo.required = false;
    for (const same of form.querySelectorAll('[name=photo-kept]')) same.closest('label').remove();
    document.getElementById('photo-hint').hidden = true;
  }
  note.hidden = !!refused;
  form.dispatchEvent(new Event('input'));
  note.querySelector('button').addEventListener('click', async () => { await drop(restored.id); location.reload(); });
});

// Without a signal the form opens from this phone, and the farmer's other pages say what works still. Signing out forgets the page (site.js); drafts stay until
// they are sent.
navigator.serviceWorker?.register('/farm-worker.js', { scope: base }).catch(() => undefined);
