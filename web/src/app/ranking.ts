// In which order the palette shows what it found: names that begin with what was typed, in any alphabet, before the rest.

import { fold } from '../ui/fold';

const latin: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'z', з: 'z', ѕ: 'dz', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'c', џ: 'dz', ш: 's',
};

/** Letters alone, in one alphabet. */
const plain = (text: string) => fold(text).replace(/[а-џ]/g, (letter) => latin[letter] ?? letter);

/** 0: a word of it begins with what was typed; 1: what was typed stands somewhere in it; 2: it was found by something else. */
export function nearness(title: string, typed: string): 0 | 1 | 2 {
  const [whole, wanted] = [plain(title), plain(typed)];
  if (!wanted) return 0;
  if (whole.split(/[\s\-–.,:;/()"„“]+/).some((_, index, words) => words.slice(index).join(' ').startsWith(wanted))) return 0;
  return whole.includes(wanted) ? 1 : 2;
}
