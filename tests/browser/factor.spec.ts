// The second factor: set up in the profile or where a role asks for it, and asked for at the sign-in.

import { createHmac } from 'node:crypto';
import { check, journey, type Traveller } from './journey.ts';

const password = 'Correct-horse-7-battery';

/** What an authenticator app shows for the secret, some steps of thirty seconds ahead (RFC 6238). */
function codeOf(secret: string, ahead = 0): string {
  let bits = '';
  for (const letter of secret.replace(/ /g, '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac('sha1', key).update(counter).digest();
  return String((digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function newUser({ call }: Traveller, login: string, roles: string[] = []): Promise<void> {
  const user = await call<{ id: string }>('POST', 'user', { login, name: login, roles });
  await call('POST', `user/${user.id}/password`, { password });
}

async function fillIn({ page, press }: Traveller, login: string) {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(password);
  await press('Enter');
}

async function confirm(traveller: Traveller): Promise<{ secret: string; codes: string[] }> {
  const { page } = traveller;
  const secret = await page.locator('code.secret').innerText();
  check((await page.getByRole('link', { name: /authenticator/ }).getAttribute('href'))?.startsWith('otpauth://totp/'), 'The link leads into an app.');
  await page.getByLabel(/Code of the app/).fill(codeOf(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  const codes = (await page.locator('pre.secret').innerText()).split('\n');
  check(codes.length === 10, 'There are ten recovery codes.');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return { secret, codes };
}

journey('a second factor is set up in the profile and asked for at the sign-in', async (traveller) => {
  const { page, go, see, another } = traveller;
  await newUser(traveller, 'factor.one@example.com');
  await go('/sign-in');
  await fillIn(traveller, 'factor.one@example.com');
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  await go('/settings/profile');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.locator('#factor-password').fill(password);
  await page.getByRole('button', { name: 'Set it up' }).click();
  const { secret, codes } = await confirm(traveller);
  await see(/10 recovery codes are left/);
  const next = await another({ stranger: true });
  await next.go('/sign-in');
  await fillIn(next, 'factor.one@example.com');
  await next.page.getByLabel(/Code of the app/).fill('000000');
  await next.press('Enter');
  await next.see('The code is not right');
  await next.page.getByLabel(/Code of the app/).fill(codeOf(secret, 1));
  await next.press('Enter');
  await next.page.waitForURL((url) => !url.pathname.includes('sign-in'));
  const lost = await another({ stranger: true });
  await lost.go('/sign-in');
  await fillIn(lost, 'factor.one@example.com');
  await lost.page.getByLabel(/Code of the app/).fill(codes[2]!);
  await lost.press('Enter');
  await lost.page.waitForURL((url) => !url.pathname.includes('sign-in'));
}, { stranger: true });

journey('who has a role that asks for a second factor sets it up before anything else', async (traveller) => {
  const { page, call, go } = traveller;
  const role = await call<{ id: string }>('POST', 'role', { name: 'careful', grants: [{ object: 'party', read: true }], second_factor: true });
  await newUser(traveller, 'factor.two@example.com', [role.id]);
  await go('/sign-in');
  await fillIn(traveller, 'factor.two@example.com');
  await page.getByText('Your role asks for a second factor').waitFor();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await confirm(traveller);
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
}, { stranger: true });
