// Letters of the program: the mail server is set up and tried out, and who forgot their password comes in by a link.

import { createServer } from 'node:net';
import { check, journey, same, until } from './journey.ts';

interface Letter {
  to: string;
  text: string;
}

/** A mail server of the own network: no TLS, no login. */
async function mailServer() {
  const letters: Letter[] = [];
  const server = createServer((socket) => {
    let held = '';
    let letter: string[] | null = null;
    let to = '';
    const hear = (line: string) => {
      if (letter) {
        if (line !== '.') return void letter.push(line);
        letters.push({ to, text: Buffer.from(letter.slice(letter.indexOf('') + 1).join(''), 'base64').toString('utf8') });
        letter = null;
      } else if (line === 'DATA') {
        letter = [];
        return void socket.write('354 Go on\r\n');
      } else if (line.startsWith('RCPT TO:')) to = line.slice('RCPT TO:<'.length, -1);
      socket.write(line === 'QUIT' ? '221 Goodbye\r\n' : '250 OK\r\n');
    };
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      held += String(piece);
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        hear(line);
      }
    });
    socket.write('220 at your service\r\n');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { letters, port: (server.address() as { port: number }).port, stop: () => server.close() };
}

journey('a mail server is set up and tried out, and who forgot their password chooses a new one by a link', async ({ page, call, go, see, program }) => {
  if (process.env.RELACJA_URL) return;
  const mail = await mailServer();
  const login = `forgetful${Date.now()}@example.com`;
  const { id } = await call<{ id: string }>('POST', 'user', { login, name: 'Fela Zapominalska', language: 'pl' });
  await call('POST', `user/${id}/password`, { password: 'three-old-kettles' });
  const guest = await (await page.context().browser()!.newContext({ locale: 'en' })).newPage();
  try {
    await guest.goto(`${program.url}/sign-in`);
    await guest.getByRole('link', { name: 'Forgot your password?' }).click();
    await guest.getByText('No mail is sent from here.').waitFor();

    await go('/settings/mail');
    await page.getByLabel('Server', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Security').selectOption('none');
    await page.getByLabel('Port').fill('1');
    await page.getByLabel("Sender's address").fill('crm@example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Send me a letter for trial' }).click();
    await page.getByText('The other server does not answer.').waitFor();
    await page.getByLabel('Port').fill(String(mail.port));
    await page.getByRole('button', { name: 'Save' }).click();
    await until('the port is kept', async () => (await call<{ items: { port: number }[] }>('GET', 'mail_server')).items[0]!.port === mail.port);
    await page.getByRole('button', { name: 'Send me a letter for trial' }).click();
    await see(`The server took a letter for ${program.login}`);
    same(mail.letters.map(({ to }) => to), [program.login], 'Who got a letter');

    await guest.reload();
    await guest.getByLabel('Login').fill(login.toUpperCase());
    await guest.getByRole('button', { name: 'Send me a link' }).click();
    await guest.getByText('If there is such a login').waitFor();
    await until('the letter has come', async () => mail.letters.length === 2);
    same(mail.letters[1]!.to, login, 'To whom');
    const [link] = /http:\S+\/new-password#\S+/.exec(mail.letters[1]!.text)!;
    check(mail.letters[1]!.text.startsWith('Dzień dobry, Fela Zapominalska!'), 'The letter is in the language of who gets it.');
    await guest.goto(link);
    await guest.getByLabel(/New password/).fill('short');
    await guest.getByRole('button', { name: 'Set the password' }).click();
    await guest.getByRole('alert').getByText('at least 10').waitFor();
    await guest.getByLabel(/New password/).fill('seven-green-boats');
    await guest.getByRole('button', { name: 'Set the password' }).click();
    await guest.getByRole('heading', { name: 'The password is set' }).waitFor();
    await guest.getByRole('link', { name: 'Back to the sign-in' }).click();
    await guest.getByLabel('Login').fill(login);
    await guest.getByLabel('Password').fill('seven-green-boats');
    await guest.getByRole('button', { name: 'Sign in' }).click();
    await guest.getByRole('heading', { level: 1, name: /Fela/ }).waitFor();
    await guest.goto('about:blank');
    await guest.goto(link);
    await guest.getByLabel(/Nowe hasło/).fill('eight-green-boats');
    await guest.getByRole('button', { name: 'Ustaw hasło' }).click();
    await guest.getByRole('heading', { name: 'Ten link już nie działa' }).waitFor();
  } finally {
    await guest.context().close();
    for (const one of (await call<{ items: { id: string }[] }>('GET', 'mail_server')).items) await call('DELETE', `mail_server/${one.id}`);
    mail.stop();
  }
});
