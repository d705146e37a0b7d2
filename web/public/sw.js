// Keeps the page and what was read lately, so that it opens without a network: the newest from the server when it can be
// reached, else what was kept. Nothing is written here; the page keeps what waits to be sent.

const shell = 'shell-1';
const data = 'data-1';
const most = 300;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.add('/')).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name !== shell && name !== data);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

/** What the server has to say: shown, unless the page is looked at, which shows it itself. */
async function tell(letter) {
  const pages = await self.clients.matchAll({ type: 'window' });
  if (pages.some((page) => page.focused)) return;
  const { title, body, path, tag } = letter;
  await self.registration.showNotification(title, { body, tag, icon: '/icon-192.png', badge: '/icon-192.png', data: { path } });
}

self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(tell(event.data.json()));
});

/** Leads to the record, in a page that is open or in a new one. */
async function lead(path) {
  const [page] = await self.clients.matchAll({ type: 'window' });
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ go: path });
  return page.focus();
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.path ?? '/'));
});

/** Keeps every part of the page as it is now, in the reader's language, and lets go of what it was made of before. */
async function keepParts(language) {
  const response = await fetch('/offline.json');
  if (!response.ok) return;
  const cache = await caches.open(shell);
  const all = await response.json();
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  for (const path of known) if (path.startsWith('/assets/') && !all.includes(path)) await cache.delete(path);
  const foreign = (path) => /^\/assets\/(en|pl|mk)-/.test(path) && !path.startsWith(`/assets/${language}-`);
  for (const path of all) if (!known.has(path) && !foreign(path)) await cache.add(path).catch(() => undefined);
}

self.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(caches.delete(data));
  if (event.data?.keep) event.waitUntil(keepParts(event.data.keep));
});

async function keep(name, key, response) {
  const cache = await caches.open(name);
  await cache.put(key, response);
  if (name !== data) return;
  const keys = await cache.keys();
  for (const one of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(one);
}

/** The file itself never changes: its name has its content's mark. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await keep(shell, request, response.clone());
  return response;
}

async function fresh(request, name, key, waitUntil) {
  try {
    const response = await fetch(request);
    if (response.ok) waitUntil(keep(name, key, response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(key);
    if (kept) return kept;
    throw error;
  }
}

/** Records, lists and timelines; not files, exports, or what is of the moment. */
const isData = (path) => path.startsWith('/api/v1/') && !/^\/api\/v1\/(session|token|file|import|operation|audit|search|live|first-run|me\/)/.test(path) && !path.endsWith('/export');

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const later = (work) => event.waitUntil(work);
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(fresh(request, shell, '/', later));
  else if (isData(url.pathname)) event.respondWith(fresh(request, data, request, later));
});
