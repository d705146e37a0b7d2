// Keeps what the list shows under a name.

import { useState } from 'react';
import { post } from '../../app/api';
import { queries } from '../../app/session';
import type { Place } from '../../app/places';
import type { Item } from '../../app/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { t } from '../../ui/language';
import { problemText } from '../store';
import type { ListState } from './list-state';

export function SaveView({ place, state, onClose }: { place: Place; state: ListState; onClose: () => void }) {
  const [name, setName] = useState('');
  const [share, setShare] = useState<'mine' | 'team' | 'all'>('mine');
  const [problem, setProblem] = useState('');
  const save = async () => {
    try {
      const view = await post<Item>('view', { name, object: place.object.name, share, definition: state.definition() });
      await queries.invalidateQueries({ queryKey: ['few', 'view'] });
      state.change({ view: view.id, filter: undefined, sort: undefined, columns: undefined, show: undefined, group: undefined });
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <Dialog title={t('view.save')} onClose={onClose} onSubmit={() => void save()} footer={<Button look="primary" type="submit" disabled={!name.trim()}>{t('save')}</Button>}>
      <div className="form-field">
        <label htmlFor="view-name">{t('view.name')}</label>
        <input id="view-name" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        {problem && <p className="problem" role="alert">{problem}</p>}
      </div>
      <div className="form-field">
        <label htmlFor="view-share">{t('view.share')}</label>
        <select id="view-share" value={share} onChange={(event) => setShare(event.target.value as 'mine')}>
          <option value="mine">{t('view.share.mine')}</option>
          <option value="team">{t('view.share.team')}</option>
          <option value="all">{t('view.share.all')}</option>
        </select>
      </div>
    </Dialog>
  );
}
