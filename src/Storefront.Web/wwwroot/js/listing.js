import { fill } from './site.js';

// The photo is shrunk here to three widths, so that an old phone on a slow line sends 100 KB instead of 4 MB; drawing it anew also leaves
// out where it was taken. Without script, or where a browser cannot, the form sends the original and the server strips it.
const form = document.getElementById('listing'), input = document.getElementById('f-photo'), status = document.getElementById('sending');
const widths = [320, 640, 1280];
let drawn;

const encode = (canvas, type, quality) => new Promise(done => canvas.toBlob(done, type, quality));

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const files = [];
  for (const width of widths) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(width, picture.width);
    canvas.height = Math.max(1, Math.round(picture.height * canvas.width / picture.width));
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    let blob = await encode(canvas, 'image/webp', .6);
    if (blob?.type !== 'image/webp') blob = await encode(canvas, 'image/jpeg', .7);     // older browsers answer with PNG
    if (!blob) throw new Error('no picture');
    files.push([width, blob]);
  }
  picture.close();
  return files;
}

input?.addEventListener('change', () => {
  const [file] = input.files;
  drawn = undefined;
  if (!file) return;
  status.textContent = status.dataset.shrinking;
  drawn = shrink(file).then(files => {
    const shown = document.querySelector('#snaps img');
    URL.revokeObjectURL(shown.src);
    shown.src = URL.createObjectURL(files[1][1]);
    document.getElementById('snaps').hidden = false;
    return files;
  }, () => undefined).finally(() => { status.textContent = ''; });
});

form?.addEventListener('submit', async event => {
  const files = drawn && 'DataTransfer' in window && (event.preventDefault(), await drawn);
  if (!event.defaultPrevented) return;
  if (files) {
    for (const [width, blob] of files) {
      const holder = new DataTransfer(), field = document.createElement('input');
      holder.items.add(new File([blob], `${width}`, { type: blob.type }));
      Object.assign(field, { type: 'file', name: `photo-${width}`, hidden: true, files: holder.files });
      form.append(field);
    }
    input.disabled = true;
  }
  status.textContent = status.dataset.sending;
  form.submit();
});

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
