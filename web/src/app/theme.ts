// Light, dark, or as the system says.

export type Theme = 'light' | 'dark' | 'system';
export const themes: Theme[] = ['system', 'light', 'dark'];

export const theme = (): Theme => (localStorage.getItem('theme') as Theme | null) ?? 'system';

export function setTheme(wanted: Theme) {
  if (wanted === 'system') localStorage.removeItem('theme');
  else localStorage.setItem('theme', wanted);
  applyTheme();
}

export function applyTheme() {
  const wanted = theme();
  document.documentElement.style.colorScheme = wanted === 'system' ? 'light dark' : wanted;
}
