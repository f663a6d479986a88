// Without a signal, whatever page of the shop was wanted says so, in the language of its address. A farmer's pages have a worker of their own (farm-worker.js).
const [, lang] = new URL(registration.scope).pathname.split('/'), offline = `/${lang}/offline`;

addEventListener('install', event => {
  skipWaiting();
  event.waitUntil(caches.open('shell').then(cache => cache.add(offline)).catch(() => undefined));
});
// The page is fetched while this script starts: a slow phone waits for nothing.
addEventListener('activate', event => event.waitUntil(registration.navigationPreload?.enable()));
addEventListener('fetch', event => {
  const { request, preloadResponse } = event;
  if (request.mode !== 'navigate' || request.method !== 'GET') return;
  event.respondWith(Promise.resolve(preloadResponse).then(came => came ?? fetch(request)).catch(async () => await caches.match(offline, { ignoreVary: true }) ?? Response.error()));
});
