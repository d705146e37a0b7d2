// What the page says, by its own catalogues: journeys in several languages name buttons as their reader does.

import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { project } from './program.ts';

export type Language = 'en' | 'pl' | 'mk';
type Words = Record<string, string>;

const folder = path.join(project, 'web/src/ui/messages');
const folders = [folder, ...readdirSync(folder).map((name) => path.join(folder, name)).filter((name) => statSync(name).isDirectory())];

/** All words of a language, by their keys. */
export async function wordsOf(language: Language): Promise<Words> {
  const parts = await Promise.all(folders.map(async (part) => ((await import(path.join(part, `${language}.ts`))) as Record<Language, Words>)[language]));
  return Object.assign({}, ...parts) as Words;
}
