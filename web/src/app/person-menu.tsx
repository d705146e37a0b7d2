// What belongs to the one who is signed in: language, theme, keys, signing out.

import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { languageNames, languages, language, setLanguage, t } from '../ui/language';
import { Menu } from '../ui/menu';
import type { Language } from './types';
import { changeMe, signOut } from './session';
import { setTheme, theme, themes, type Theme } from './theme';

export async function chooseLanguage(wanted: Language) {
  await setLanguage(wanted);
  await changeMe({ language: wanted }).catch(() => undefined);
}

export function PersonMenu({ children, className = 'person' }: { children: ReactNode; className?: string }) {
  const navigate = useNavigate();
  const options = [
    ...languages.map((name) => ({ value: `language ${name}`, label: languageNames[name], group: t('language') })),
    ...themes.map((name) => ({ value: `theme ${name}`, label: t(`theme.${name}`), group: t('theme') })),
    { value: 'profile', label: t('profile'), group: t('account') },
    { value: 'out', label: t('signOut'), group: t('account') },
  ];
  const pick = (value: string) => {
    const [what, name] = value.split(' ');
    if (what === 'language') void chooseLanguage(name as Language);
    else if (what === 'theme') setTheme(name as Theme);
    else if (what === 'profile') void navigate({ to: '/settings/{-$section}', params: { section: 'profile' } });
    else void signOut().then(() => navigate({ to: '/sign-in', search: {} }));
  };
  return (
    <Menu className={className} label={t('account')} options={options} selected={[`language ${language()}`, `theme ${theme()}`]} onPick={pick}>
      {children}
    </Menu>
  );
}
