// A person's or a company's initials on a hue that stays the same for the same name.

function hue(name: string): number {
  let sum = 2166136261;
  for (const letter of name) sum = Math.imul(sum ^ letter.codePointAt(0)!, 16777619) >>> 0;
  return ((sum ^ (sum >>> 13)) >>> 0) % 8;
}

export function initials(name: string): string {
  const words = name.split(/[\s.\-–]+/).filter((word) => /^\p{L}|\p{N}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ''));
  return letters.join('').toUpperCase() || '·';
}

export function Avatar({ name, size = 20, square = false }: { name: string; size?: number; square?: boolean }) {
  const text = square ? initials(name).slice(0, 1) : initials(name);
  return (
    <span
      className={`avatar hue-${hue(name)}${square ? ' square' : ''}`}
      style={{ width: size, height: size, fontSize: Math.max(size * 0.38, 9) }}
      aria-hidden
    >
      {text}
    </span>
  );
}
