// Arranges the first page: which cards, in which order.

import type { Field } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { Arrange } from '../settings/arrange';
import { cards, keepCards, keptCards } from './cards';
import { shownCards } from './rows';
import './words';

export function ArrangeDialog({ onClose }: { onClose: () => void }) {
  const all = cards();
  const shown = shownCards(keptCards(), all);
  const keep = (names: string[] | null) => void keepCards(names).catch((error: unknown) => sayProblem(problemText(error)));
  const fields = all.map((card) => ({ name: card.name, kind: 'text', label: { [language()]: card.title() } }) as Field);
  return (
    <Dialog
      title={t('home.arrange')}
      onClose={onClose}
      footer={
        <>
          <Button disabled={!keptCards()} onClick={() => keep(null)}>{t('home.usual')}</Button>
          <span className="space" />
          <Button look="primary" onClick={onClose}>{t('home.done')}</Button>
        </>
      }
    >
      <Arrange sections={[{ name: '', fields: shown }]} fields={fields} out={all.map(({ name }) => name).filter((name) => !shown.includes(name))} grouped={false} adds={t('home.addCard')} onChange={(sections) => keep(sections[0]!.fields)} />
    </Dialog>
  );
}
