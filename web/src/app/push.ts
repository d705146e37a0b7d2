// Notifications of this browser while the page is closed: it subscribes at its maker's service, and the server is told.

import { get, post, remove } from './api';
import { agentName } from './agent';
import { fewQuery } from '../record/store';
import { queries } from './session';
import type { Item } from './types';

export interface PushKey {
  on: boolean;
  key: string | null;
}

export const pushKeyQuery = { queryKey: ['push-key'], queryFn: () => get<PushKey>('push_device/report/key') };
export const devicesQuery = (user: string) => fewQuery('push_device', { filter: { user }, sort: '-created_at' });

/** An iPhone can do it only where the page was put on the home screen. */
export const canPush = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const octets = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const letters = (buffer: ArrayBuffer | null) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0)))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration();
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** False where the person, or the browser for them, said no. */
export async function beginPush(key: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const worker = await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
  const old = await worker.pushManager.getSubscription();
  if (old && letters(old.options.applicationServerKey) !== key) await old.unsubscribe();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: octets(key) });
  await post('push_device', { name: agentName(navigator.userAgent), endpoint: made.endpoint, p256dh: letters(made.getKey('p256dh')), auth: letters(made.getKey('auth')) });
  await queries.invalidateQueries({ queryKey: ['few', 'push_device'] });
  return true;
}

export async function endPush(device: Item) {
  const own = await subscription();
  if (own?.endpoint === device.endpoint) await own?.unsubscribe();
  await remove(`push_device/${device.id}`);
  await queries.invalidateQueries({ queryKey: ['few', 'push_device'] });
}
