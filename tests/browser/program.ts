// The program under test: started on a throw-away folder and a free port, or the one RELACJA_URL names.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = path.resolve(fileURLToPath(import.meta.url), '../../..');

export interface Program {
  url: string;
  login: string;
  password: string;
  /** What it has printed so far. */
  said: () => string;
  /** How it ended, when it ended by itself. */
  gone: () => string;
  stop: () => void;
}

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

const binary = process.env.RELACJA_PROGRAM ?? path.join(project, 'build/relacja');
const newFolder = () => mkdtempSync(path.join(tmpdir(), 'relacja-browser-'));

/** Where a company lies: in the database that is named for it, else in SQLite in the folder. */
function placeOf(company: string, folder: string): string[] {
  const database = process.env[`RELACJA_${company.toUpperCase()}_DATABASE`];
  return ['--data', folder, ...(database ? ['--database', database] : [])];
}

/** Starts the program and waits until it has said what is looked for. */
async function start(command: string, wanted: RegExp, company = command, folder = newFolder()): Promise<{ url: string; child: ChildProcess; folder: string; said: () => string; gone: () => string }> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(binary, [command, ...placeOf(company, folder), '--listen', url.slice('http://'.length), '--log', 'text'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, RELACJA_OUTGOING_ALLOW: '127.0.0.0/8' } }); // servers of journeys are on this machine
  let text = '';
  let ending = '';
  child.on('exit', (status, signal) => (ending = `relacja ${command} ended with ${signal ?? status}: ${text.slice(-2000)}`));
  await new Promise<void>((ready, failed) => {
    const hear = (piece: Buffer) => {
      text += String(piece);
      if (wanted.test(text)) ready();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', failed);
    child.on('exit', (status) => failed(new Error(`relacja ${command} ended with ${status}: ${text.slice(-500)}`)));
  });
  return { url, child, folder, said: () => text, gone: () => ending };
}

const ended = ({ child, folder }: { child: ChildProcess; folder: string }) => () => {
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  child.on('exit', () => rmSync(folder, { recursive: true, force: true }));
};

/** The demo company. */
export async function startDemo(): Promise<Program> {
  const { RELACJA_URL: url, RELACJA_LOGIN: login, RELACJA_PASSWORD: password } = process.env;
  if (url) return { url, login: login ?? 'demo@example.com', password: password ?? 'demo-relacja-2026', said: () => '', gone: () => '', stop: () => undefined };
  const begun = await start('demo', /Sign in as (\S+) with the password (\S+)/);
  const [, as, word] = /Sign in as (\S+) with the password (\S+)/.exec(begun.said())!;
  return { url: begun.url, login: as!, password: word!, said: begun.said, gone: begun.gone, stop: ended(begun) };
}

/** A company nobody has set up yet. */
export async function startEmpty(company = 'serve'): Promise<Program> {
  const begun = await start('serve', /first-run\?token=\S+/, company);
  return { url: begun.url, login: '', password: '', said: begun.said, gone: begun.gone, stop: ended(begun) };
}

/** A company with as many people, deals and activities as the tables hold rows, brought in by the program's own import. */
export async function startBig(tables: Record<string, string[]>): Promise<Program> {
  const folder = newFolder();
  const [login, password] = ['big@example.com', 'six-loud-kettles'];
  const tool = (words: string[], input?: string) => String(execFileSync(binary, [...words, ...placeOf('big', folder), '--log', 'none'], { input, stdio: ['pipe', 'pipe', 'pipe'] }));
  // On PostgreSQL a journey that is walked once more finds it as it was made.
  const there = tool(['user', 'list']).includes(login);
  if (!there) tool(['user', 'add', login, '--role', 'administrator', '--password-stdin'], password);
  for (const [object, rows] of there ? [] : Object.entries(tables)) {
    const file = path.join(folder, `${object}.csv`);
    writeFileSync(file, `${rows.join('\n')}\n`);
    tool(['import', object, file, '--as', login]);
  }
  const begun = await start('serve', /Relacja is at/, 'big', folder);
  return { url: begun.url, login, password, said: begun.said, gone: begun.gone, stop: ended(begun) };
}
