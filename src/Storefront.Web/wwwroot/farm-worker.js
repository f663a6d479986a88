// Without a signal, or with one too weak to answer in time, the form for a new listing opens from what this phone kept of it.
const kept = 'farm', patience = 6000;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const { request } = event, { pathname } = new URL(request.url);
  const isForm = request.mode === 'navigate' && pathname.endsWith('/farm/listings/new');
  if (request.method === 'GET' && (isForm || pathname.startsWith('/js/'))) event.respondWith(answer(request));
});

async function answer(request) {
  const network = fetch(request).then(async came => {
    if (came.ok && !came.redirected) await (await caches.open(kept)).put(request, came.clone());
    return came;
  });
  // One that begins like goods there opens empty without a signal.
  const plain = new URL(request.url);
  plain.searchParams.delete('like');
  const here = await caches.match(request, { ignoreVary: true }) ?? await caches.match(plain.href, { ignoreVary: true });
  if (!here) return network;
  return Promise.race([network.catch(() => here), new Promise(done => setTimeout(done, patience, here.clone()))]);
}
