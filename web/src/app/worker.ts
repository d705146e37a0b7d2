// The service worker, which keeps the page and what was read lately for when there is no network.

/** Registers it once the page stands, so that it never delays the first sight. */
export function keepForOffline() {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  setTimeout(() => void navigator.serviceWorker.register('/sw.js').catch(() => undefined), 2500);
}

/** Takes what was kept of records out of this browser. */
export const forgetOffline = () => navigator.serviceWorker?.controller?.postMessage('forget');
