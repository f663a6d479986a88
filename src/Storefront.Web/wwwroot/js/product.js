// The sticky buy bar hides while the real button is on screen.
const sticky = document.querySelector('.bar'), real = document.getElementById('packs')?.closest('form').querySelector('.btn');
if (sticky && real && 'IntersectionObserver' in window)
  new IntersectionObserver(([seen]) => { sticky.hidden = seen.isIntersecting; }).observe(real);

// The price block follows the chosen pack at once. What else is one pack's alone comes with its page, and is not seen until it has: money that goes elsewhere or a grade that is
// another's would be false. Without script each tile shows its own price, and the address says which pack the page is about.
const price = document.getElementById('price'), barPrice = document.getElementById('bar-price'), units = document.getElementById('q'), own = [...document.querySelectorAll('[data-own]')];
let latest;

// Asked until it comes: without it half of the page would stay empty.
async function wholePage(page) {
  const lost = document.getElementById('pack-lost');
  for (let wait = 2000; latest === page; wait = Math.min(wait * 2, 30000)) {
    const answer = await fetch(page).catch(() => undefined);
    lost.hidden = answer?.ok || latest !== page;
    if (answer?.ok) return answer;
    await new Promise(again => { setTimeout(again, wait); addEventListener('online', again, { once: true }); });
  }
}
document.getElementById('packs')?.addEventListener('change', async ({ target }) => {
  const { amount, was, pack, units: per, most, slug } = target.dataset;
  for (const shown of [price.querySelector('b'), barPrice].filter(Boolean)) {
    const number = [...shown.childNodes].find(n => n.nodeType === Node.TEXT_NODE);
    number.textContent = number.textContent.includes('\u202F') ? amount + '\u202F' : amount;
  }
  const [before, name, perUnit] = [price.querySelector('s'), ...price.querySelectorAll(':scope > span')];
  before.hidden = !was;
  before.lastElementChild.textContent = was;
  name.textContent = pack;
  perUnit.textContent = per;
  units.max = most;

  const page = latest = new URL(location);
  page.searchParams.set('v', slug);
  for (const part of own) part.style.visibility = 'hidden';
  const answer = await wholePage(page);
  if (latest !== page) return;
  const fresh = new DOMParser().parseFromString((await answer.text()).replace(/<style>[^]*?<\/style>/, ''), 'text/html');
  if (latest !== page) return;
  fresh.querySelectorAll('[data-own]').forEach((part, i) => {
    own[i].replaceChildren(...part.childNodes);
    own[i].style.visibility = '';
  });
  document.title = fresh.title;
  history.replaceState(null, '', page);
});
