// Text without case and marks, for finding in short lists on the page. The server folds scripts too; here marks are enough.

const letters: Record<string, string> = { ł: 'l', đ: 'd', ѓ: 'г', ќ: 'к' };

export const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[łđѓќ]/g, (letter) => letters[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim();
