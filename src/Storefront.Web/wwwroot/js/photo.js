// The photo is shrunk here to three widths, so that an old phone on a slow line sends 100 KB instead of 4 MB; drawing it anew also leaves
// out where it was taken. Without script, or where a browser cannot, the form sends the original and the server strips it.
const input = document.getElementById('f-photo'), form = input?.form, status = document.getElementById('sending');
const widths = [320, 640, 1280];
const most = input?.multiple ? 6 : 1, told = document.getElementById('photo-told') ?? status;      // beside the photos where the form is long
let drawn, kept = [];

// The photos chosen, each at its three widths, [width, blob], once they are shrunk; undefined where there is none or the browser cannot.
export const shrunk = async () => await drawn;
export function show(photos) {
  const snaps = document.getElementById('snaps'), before = [...snaps.querySelectorAll('img')];
  kept = photos;
  snaps.replaceChildren(...photos.map(files => {
    const img = Object.assign(before[0].cloneNode(), { src: URL.createObjectURL(files[1][1]) });
    if (!snaps.dataset.remove) return img;
    const press = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: snaps.dataset.remove });
    press.addEventListener('click', () => take(kept.filter(other => other !== files)));
    const one = document.createElement('span');
    one.append(img, press);
    return one;
  }));
  if (photos.length === 0) snaps.append(before[0]);
  snaps.hidden = photos.length === 0;
  for (const img of before) URL.revokeObjectURL(img.src);
}
function take(photos) {
  drawn = Promise.resolve(photos);
  if (photos.length === 0) input.value = '';
  show(photos);
  form.dispatchEvent(new Event('photo'));
}

const encode = (canvas, type, quality) => new Promise(done => canvas.toBlob(done, type, quality));

export async function shrink(file) {
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

// A photo's smallest width before the others, each by one request: the server keeps what came before the line broke, and says how much that was to
// whoever sends it again.
export async function upload(blob, token, again) {
  const name = [...new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))].map(b => b.toString(16).padStart(2, '0')).join('');
  const url = `/${location.pathname.split('/')[1]}/farm/uploads/${name}`;
  let { bytes } = again ? await answer(fetch(url)) : { bytes: 0 };
  while (bytes < blob.size) ({ bytes } = await answer(fetch(`${url}?at=${bytes}`, { method: 'PATCH', headers: { RequestVerificationToken: token }, body: blob.slice(bytes) })));
  return name;
}
async function answer(asked) {
  const came = await asked;
  if (came.redirected || !came.ok) throw Object.assign(new Error(came.status), { signedOut: came.redirected });
  return came.json();
}
// Until it is through, however often the line breaks, as long as the page is open. Throws where it cannot come through that way.
async function persist(blob, token) {
  for (let pause = 2000, again = false; ; pause = Math.min(pause * 2, 60000), again = true)
    try { return await upload(blob, token, again); } catch (lost) {
      if (!(lost instanceof TypeError)) throw lost;
      status.textContent = status.dataset.later;
      await Promise.race([new Promise(done => addEventListener('online', done, { once: true })), new Promise(done => setTimeout(done, pause))]);
      status.textContent = status.dataset.sending;
    }
}

// A camera brings one at a time: each choice comes to those before it, where the form takes several. What cannot be drawn, or is too much, is said.
function chosen() {
  if (!input.files.length) return;
  told.className = 'mut';
  told.textContent = status.dataset.shrinking;
  drawn = Promise.allSettled([...input.files].map(shrink)).then(tried => {
    const good = tried.filter(one => one.status === 'fulfilled').map(one => one.value), all = most > 1 ? [...kept, ...good] : good;
    const unread = tried.some(one => one.reason?.name === 'InvalidStateError');      // no picture, as this browser sees it: nothing of it is sent
    told.textContent = [unread || (good.length < tried.length && all.length > 0) ? status.dataset.unread : '', all.length > most ? status.dataset.most : ''].join(' ').trim();
    told.className = told.textContent ? 'bad' : 'mut';
    if (all.length === 0) {
      if (unread) input.value = '';
      return undefined;      // a browser that cannot shrink sends the originals
    }
    take(all.slice(0, most));
    return kept;
  });
}
input?.addEventListener('change', chosen);
if (input) chosen();      // before this script had come

const field = (width, what) => Object.assign(document.createElement('input'), { name: `photo-${width}`, ...what });
// Their names, once they have arrived piece by piece; whoever may not send pieces sends files.
async function inPieces(widths) {
  if (!('later' in status.dataset) || !crypto.subtle) throw new Error('files');
  const names = [];
  for (const [width, blob] of widths) names.push(field(width, { type: 'hidden', value: await persist(blob, form.elements.__RequestVerificationToken.value) }));
  return names;
}
const inFiles = widths => widths.map(([width, blob]) => {
  const holder = new DataTransfer();
  holder.items.add(new File([blob], `${width}`, { type: blob.type }));
  return field(width, { type: 'file', hidden: true, files: holder.files });
});

// A form that keeps drafts sends its photo by itself.
let busy;
if (!form?.dataset.draft) form?.addEventListener('submit', async event => {
  if (busy) event.preventDefault();
  if (event.defaultPrevented) return;
  const files = drawn && 'DataTransfer' in window && (event.preventDefault(), await drawn);
  if (!event.defaultPrevented) return;
  busy = true;
  status.textContent = status.dataset.sending;
  if (files) {
    const fields = await inPieces(files.flat()).catch(() => inFiles(files.flat()));
    form.append(...fields);
    input.disabled = true;
  }
  form.submit();
});
// Whoever comes back to the page as it was may send again.
addEventListener('pageshow', () => { if (busy) busy = input.disabled = false; });
