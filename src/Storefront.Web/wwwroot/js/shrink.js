// A photo that came without a script stands here as the camera wrote it, and shoppers see a drawing instead of it. The first browser of the farm, the service
// point or the office that shows it draws its three widths and sends them, once.
import { shrink } from './photo.js';

const token = document.querySelector('[name=__RequestVerificationToken]')?.value, heaviest = 400_000, seen = new Set();

async function look({ target: img }) {
  const stem = img.src.replace(/-[0-9]+[.][a-z]+$/, '');
  if (seen.has(stem) || !(performance.getEntriesByName(img.currentSrc || img.src)[0]?.decodedBodySize > heaviest)) return;
  seen.add(stem);
  try {
    const form = new FormData();
    form.append('__RequestVerificationToken', token);
    for (const [width, blob] of await shrink(await (await fetch(img.src)).blob())) form.append(`photo-${width}`, blob, `${width}`);
    await fetch(stem, { method: 'POST', body: form });
  } catch { /* no signal, or a browser that cannot: another one will */ }
}

for (const img of document.querySelectorAll('img[src^="/media/"]'))
  if (img.complete) look({ target: img });
  else img.addEventListener('load', look);
