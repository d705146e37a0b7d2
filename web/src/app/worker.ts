// The service worker, which keeps the page and what was read lately for when there is no network.

/** Registers it once the page stands, so that it never delays the first sight. */
export function keepForOffline() {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const keepParts = async () => {
    await navigator.serviceWorker.register('/sw.js');
    (await navigator.serviceWorker.ready).active?.postMessage({ keep: document.documentElement.lang });
  };
  setTimeout(() => void keepParts().catch(() => undefined), 2500);
}

/** Goes where a notification leads that was picked. */
export function followNotifications(go: (path: string) => void) {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    const path = (data as { go?: unknown } | null)?.go;
    if (typeof path === 'string' && path.startsWith('/') && !path.startsWith('//')) go(path);
  });
}

/** Whoever signs out is told nothing more in this browser. */
export async function endPushHere() {
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
}

/** Takes what was kept of records out of this browser. */
export const forgetOffline = () => navigator.serviceWorker?.controller?.postMessage('forget');
