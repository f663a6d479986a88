// Without a signal, or with one too weak to answer in time, the form for a new listing opens from what this phone kept of it; any other page says what works still.
const kept = 'farm', shell = 'shell', patience = 6000;
const [, lang] = new URL(registration.scope).pathname.split('/'), offline = `/${lang}/offline`;

addEventListener('install', event => {
  skipWaiting();
  event.waitUntil(caches.open(shell).then(cache => cache.add(offline)).catch(() => undefined));
});
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const { request } = event, { pathname } = new URL(request.url);
  if (request.method !== 'GET') return;
  const isPage = request.mode === 'navigate';
  if (pathname.startsWith('/js/') || (isPage && pathname.endsWith('/farm/listings/new'))) event.respondWith(answer(request));
  else if (isPage) event.respondWith(fetch(request).catch(() => instead(request)));
});

async function answer(request) {
  const network = fetch(request).then(async came => {
    if (came.ok && !came.redirected) await (await caches.open(kept)).put(request, came.clone());
    return came;
  });
  // One that begins like goods there opens empty without a signal; what is kept on the phone is none of the page's.
  const plain = new URL(request.url);
  for (const own of ['like', 'draft']) plain.searchParams.delete(own);
  const here = await caches.match(request, { ignoreVary: true }) ?? await caches.match(plain.href, { ignoreVary: true });
  if (!here) return network.catch(() => instead(request));
  return Promise.race([network.catch(() => here), new Promise(done => setTimeout(done, patience, here.clone()))]);
}

// Only for a page: a script that is missing is missing.
const instead = async request => (request.mode === 'navigate' && await caches.match(offline, { ignoreVary: true })) || Response.error();
