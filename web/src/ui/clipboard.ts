// Copies a text; also where the page is not under https, whose browsers have no clipboard for it.

export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
  box.className = 'unseen';
  const before = document.activeElement as HTMLElement | null;
  (document.querySelector('dialog[open]') ?? document.body).append(box);
  box.select();
  document.execCommand('copy');
  box.remove();
  before?.focus({ preventScroll: true });
}
