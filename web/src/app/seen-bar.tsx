// Says that an administrator sees the page as somebody else does, and leads back.

import { IconEye } from '@tabler/icons-react';
import { Button } from '../ui/button';
import { t } from '../ui/language';
import { seeAsMyself, useMeta } from './session';

export function SeenBar() {
  const { me } = useMeta();
  return (
    <div className="seen-bar" role="status">
      <IconEye size={17} aria-hidden />
      <span>{t('seen.text', { name: me.name || me.login })}</span>
      <span className="space" />
      <Button small look="outline" onClick={() => void seeAsMyself()}>{t('seen.end')}</Button>
    </div>
  );
}
