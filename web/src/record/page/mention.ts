// Naming colleagues in a text: "@Marta Zając" and who is meant.

export interface Mentioned {
  id: string;
  title: string;
}

/** Whether an @ that begins a name was just typed. */
export const beginsMention = (text: string, at: number) => text[at - 1] === '@' && (at === 1 || /[\s(]/.test(text[at - 2]!));

/** The text with the name put after the @ before the cursor, and where the cursor stands then. */
export function withMention(text: string, at: number, name: string): { text: string; at: number } {
  const before = text.slice(0, at) + name + ' ';
  return { text: before + text.slice(at), at: before.length };
}

/** Those of the people picked whose names still stand in the text. */
export const stillMentioned = (text: string, picked: Mentioned[]) => picked.filter(({ title }, index) => text.includes('@' + title) && picked.findIndex((other) => other.title === title) === index);
