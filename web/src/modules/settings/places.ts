// The sections of the settings: what each is called and who has it. The palette finds them too.

import { may, objectNamed } from '../../app/session';
import { t } from '../../ui/language';
import './words';

export interface SettingsPlace {
  group: 'account' | 'company' | 'people' | 'data';
  name: string;
  icon: string;
  title: string;
}

export function settingsPlaces(): SettingsPlace[] {
  return [
    { group: 'account', name: 'profile', icon: 'user', title: t('profile') },
    { group: 'account', name: 'sessions', icon: 'activity', title: t('settings.sessions') },
    { group: 'account', name: 'tokens', icon: 'link', title: t('settings.tokens') },
    { group: 'company', name: 'company', icon: 'building', title: t('settings.company') },
    { group: 'company', name: 'languages', icon: 'language', title: t('settings.languages') },
    ...(may('company') && objectNamed('mail_server')?.can.read ? [{ group: 'company' as const, name: 'mail', icon: 'mail', title: t('settings.mail') }] : []),
    ...(may('shape') ? [{ group: 'company' as const, name: 'objects', icon: 'box', title: t('settings.objects') }] : []),
    ...(objectNamed('pipeline')?.can.read ? [{ group: 'company' as const, name: 'pipelines', icon: 'stairs', title: t('settings.pipelines') }] : []),
    { group: 'people', name: 'people', icon: 'users', title: t('settings.persons') },
    { group: 'people', name: 'teams', icon: 'users-group', title: t('settings.teams') },
    ...(may('users') ? [{ group: 'people' as const, name: 'roles', icon: 'shield', title: t('settings.roles') }] : []),
    ...(may('import') ? [{ group: 'data' as const, name: 'imports', icon: 'upload', title: t('settings.imports') }] : []),
    { group: 'data', name: 'bin', icon: 'archive', title: t('settings.bin') },
    ...(may('audit') ? [{ group: 'data' as const, name: 'audit', icon: 'list', title: t('settings.audit') }] : []),
    { group: 'data', name: 'about', icon: 'note', title: t('settings.about') },
  ];
}
