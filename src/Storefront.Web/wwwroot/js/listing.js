import { fill } from './site.js';

const form = document.getElementById('listing');

// What the numbers come to, while they are typed.
// As the server reads them (Typed): NaN is what it will refuse.
const shape = /^(([0-9]+|[1-9][0-9]{0,2}( [0-9]{3})+)(\.[0-9]+|,[0-9]{1,2})?|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?)$/, thousands = /[ ,](?=[0-9]{3}(?![0-9]))/g;
const decimals = { price: 2, boxes: 0 };
function number(name) {
  const typed = form.elements[name].value.normalize('NFKC').trim();
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
