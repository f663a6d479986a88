// The photo is shrunk here to three widths, so that an old phone on a slow line sends 100 KB instead of 4 MB; drawing it anew also leaves
// out where it was taken. Without script, or where a browser cannot, the form sends the original and the server strips it.
const input = document.getElementById('f-photo'), form = input?.form, status = document.getElementById('sending');
const widths = [320, 640, 1280];
let drawn;

// The photos chosen, each at its three widths, [width, blob], once they are shrunk; undefined where there is none or the browser cannot.
export const shrunk = async () => await drawn;
export function show(photos) {
  const snaps = document.getElementById('snaps'), before = [...snaps.querySelectorAll('img')];
  snaps.replaceChildren(...photos.map(files => Object.assign(before[0].cloneNode(), { src: URL.createObjectURL(files[1][1]) })));
  snaps.hidden = false;
  for (const img of before) URL.revokeObjectURL(img.src);
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

input?.addEventListener('change', () => {
  drawn = undefined;
  if (!input.files.length) return;
  status.textContent = status.dataset.shrinking;
  drawn = Promise.all([...input.files].slice(0, 6).map(shrink)).then(files => {
    show(files);
    form.dispatchEvent(new Event('photo'));
    return files;
  }, () => undefined).finally(() => { status.textContent = ''; });
});

// A form that keeps drafts sends its photo by itself.
if (!form?.dataset.draft) form?.addEventListener('submit', async event => {
  const files = drawn && 'DataTransfer' in window && (event.preventDefault(), await drawn);
  if (!event.defaultPrevented) return;
  if (files) {
    for (const [width, blob] of files.flat()) {
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
