// What colleagues say to each other about a record; an @ names one of them, who is told.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { objectNamed } from '../../app/session';
import type { LinkValue, ObjectMeta } from '../../app/types';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { createRecord, fewQuery, problemText } from '../store';
import { useMentions } from './use-mentions';

export function Comments({ object, id }: { object: ObjectMeta; id: string }) {
  const comment = objectNamed('comment')!;
  const about = { object: object.name, id };
  const { data } = useQuery(fewQuery('comment', { filter: { about }, sort: 'created_at', limit: 200 }));
  const [outside, setOutside] = useState(false);
  const isShared = object.actions.some(({ name }) => name === 'share');
  const { text, setText, box, onChange, panel, mentioned, forget } = useMentions(`comment ${object.name}/${id}`);
  const save = async () => {
    if (!text.trim()) return;
    try {
      await createRecord(comment, { about, body: text.trim(), mentions: mentioned(), ...(outside && { outside }) });
      setText('');
      forget();
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <div className="comments">
      {data?.items.map((item) => {
        const by = String(item.said_by ?? '') || ((item.created_by as LinkValue | null)?.title ?? '?');
        return (
          <div key={item.id} className="comment">
            <Avatar name={by} size={26} />
            <div>
              <p className="entry-head"><b>{by}</b>{item.outside === true && <span className="quiet">{t(item.said_by ? 'comments.byCustomer' : 'comments.outside')}</span>}<time>{formatAgo(String(item.created_at), language())}</time></p>
              <p className="comment-body">{String(item.body ?? '')}</p>
            </div>
          </div>
        );
      })}
      {data?.items.length === 0 && <p className="quiet">{t('comments.empty')}</p>}
      {comment.can.create && (
        <div className="composer">
          <textarea
            ref={box}
            rows={2}
            aria-label={t('comments.write')}
            placeholder={t('comments.write')}
            value={text}
            onChange={onChange}
            onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void save()}
          />
          <div className="composer-foot">
            <span className="hint">{t('comments.hint')}</span>
            <span className="space" />
            {isShared && (
              <label className="check-line">
                <input type="checkbox" checked={outside} onChange={(event) => setOutside(event.target.checked)} />
                {t('comments.outside')}
              </label>
            )}
            <Button small look="primary" disabled={!text.trim()} onClick={() => void save()}>{t('comments.send')}</Button>
          </div>
          {panel}
        </div>
      )}
    </div>
  );
}
