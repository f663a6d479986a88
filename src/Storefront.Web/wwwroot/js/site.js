// What is personal comes apart from the pages that everyone shares: the basket's count (a cookie), and the language to remember.
const cookie = name => document.cookie.split('; ').find(c => c.startsWith(name + '='))?.slice(name.length + 1);
const count = document.getElementById('basket-count');
const boxes = Number(cookie('basket-count') ?? 0);
if (count && boxes > 0) { count.textContent = boxes; count.hidden = false; }
const lang = document.querySelector('.brand').getAttribute('href').slice(1);      // the page's lang says what it is written in, which need not be what was asked for
document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`;

// A sentence of the server's with its numbers: {0} writes one, {0:box|boxes} the form that goes with it (as Count does on the server).
export const fill = (sentence, ...numbers) => sentence.replace(/\{(\d)(?::([^|}]*)\|([^}]*))?\}/g, (_, at, one, more) =>
  one === undefined ? numbers[at] : (lang === 'fr' ? Math.abs(numbers[at]) < 2 : Math.abs(numbers[at]) === 1) ? one : more);

// What farm-worker.js kept of somebody's pages goes with him.
document.querySelector('form[action$="/sign-out"]')?.addEventListener('submit', () => globalThis.caches?.delete('farm'));

// What is typed goes along into another language (a draft does so by itself): brought when something is typed, or was.
const typed = () => import('./typed.js').catch(() => undefined);
addEventListener('input', ({ target }) => { if (!target.form?.dataset.draft) typed(); }, { once: true });
try { if (sessionStorage.getItem('typed')) typed(); } catch { /* a browser that keeps nothing */ }

// A refused form: focus goes to the summary.
document.getElementById('errors')?.focus();

// The server has written the time left; this keeps it true while the page is open.
for (const left of document.querySelectorAll('[data-until]')) {
  const until = Date.parse(left.dataset.until);
  const tick = () => {
    const minutes = Math.floor((until - Date.now()) / 60000);
    if (minutes < 0) return location.reload();
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)];
    const [form, a, b] = days > 0 ? [left.dataset.days, days, hours % 24] : [left.dataset.hours, hours, minutes % 60];
    left.textContent = fill(form, a, b);
  };
  if (until > Date.now()) setInterval(tick, 30000);
}
