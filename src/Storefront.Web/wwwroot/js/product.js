// The price block follows the chosen pack; without script each tile shows its own price.
const price = document.getElementById('price'), bar = document.getElementById('bar-price'), units = document.getElementById('q');
document.getElementById('packs')?.addEventListener('change', ({ target }) => {
  const { amount, was, pack, units: per, most } = target.dataset;
  for (const shown of [price.querySelector('b'), bar]) {
    const number = [...shown.childNodes].find(n => n.nodeType === Node.TEXT_NODE);
    number.textContent = number.textContent.includes('\u00A0') ? amount + '\u00A0' : amount;
  }
  const [before, name, perUnit] = [price.querySelector('s'), ...price.querySelectorAll(':scope > span')];
  before.hidden = !was;
  before.lastElementChild.textContent = was;
  name.textContent = pack;
  perUnit.textContent = per;
  units.max = most;
});
