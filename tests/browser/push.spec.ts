// Notifications on devices: the administrator's switch, one's own devices, and what the service worker makes of a message.

import { createECDH, randomBytes } from 'node:crypto';
import { journey, mark, same, until } from './journey.ts';

/** A device as a browser would give it, at a service that is never called. */
function device(name: string) {
  const pair = createECDH('prime256v1');
  return { name, endpoint: `https://push.example/${mark}/${name.length}`, p256dh: pair.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
}

journey('an administrator switches notifications on devices on, and one of them is told to stop', async ({ page, call, go, see }) => {
  await go('/settings/profile');
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  same(await page.getByRole('heading', { name: 'Notifications on devices' }).count(), 0, 'What the profile offers while it is off');
  await go('/settings/company');
  const box = page.getByLabel(/Show notifications on people’s devices/);
  await box.check();
  await until('it is on', async () => (await call<{ on: boolean }>('GET', 'push_device/report/key')).on);
  await call('POST', 'push_device', device('Firefox, Linux'));
  await call('POST', 'push_device', device('Chrome, Android'));
  await page.getByRole('link', { name: 'Profile' }).click();
  await page.getByRole('heading', { name: 'Notifications on devices' }).waitFor();
  await see('Chrome, Android');
  await page.getByRole('button', { name: 'Stop on Chrome, Android' }).click();
  await page.getByText('Chrome, Android').waitFor({ state: 'detached' });
  const { items } = await call<{ items: { id: string; name: string }[] }>('GET', 'push_device?fields=name');
  same(items.map(({ name }) => name), ['Firefox, Linux'], 'Which devices are left');
  await call('DELETE', `push_device/${items[0]!.id}`);
  await go('/settings/company');
  await box.uncheck();
  await until('it is off', async () => !(await call<{ on: boolean }>('GET', 'push_device/report/key')).on);
});

journey('a message that comes while nobody looks is shown with its text and leads to its record', async ({ page, program, go }) => {
  await page.context().grantPermissions(['notifications'], { origin: program.url });
  await go('/');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const tools = await page.context().newCDPSession(page);
  const versions: { registrationId: string; status: string }[] = [];
  tools.on('ServiceWorker.workerVersionUpdated', (found) => versions.push(...(found.versions as typeof versions)));
  await tools.send('ServiceWorker.enable');
  await until('the worker runs', async () => versions.some(({ status }) => status === 'activated'));
  await tools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await page.context().newPage();
  await other.goto('about:blank');
  await other.bringToFront();
  // A browser without a screen keeps no notifications: what it is asked to show is noted before it.
  const worker = page.context().serviceWorkers()[0]!;
  await worker.evaluate(() => {
    const here = globalThis as unknown as { told: unknown[]; registration: { showNotification: (title: string, options: { body: string; data: unknown }) => Promise<void> } };
    here.told = [];
    here.registration.showNotification = async (title, { body, data }) => void here.told.push({ title, body, data });
  });
  const letter = { title: 'Call Anna', body: 'Anna Nowak', path: '/settings/about', tag: '1' };
  await tools.send('ServiceWorker.deliverPushMessage', { origin: program.url, registrationId: versions[0]!.registrationId, data: JSON.stringify(letter) });
  const told = () => worker.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);
  await until('it is shown', async () => (await told()).length === 1);
  same(await told(), [{ title: 'Call Anna', body: 'Anna Nowak', data: { path: '/settings/about' } }], 'What is shown');
  await worker.evaluate(async () => {
    const here = globalThis as unknown as { lead: (path: string) => Promise<unknown> };
    await here.lead('/settings/about').catch(() => undefined); // without a click the window may not be brought to the front
  });
  await page.waitForURL(/settings\/about/);
}, { worker: true });
