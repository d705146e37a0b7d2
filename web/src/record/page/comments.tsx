// What colleagues say to each other about a record; an @ names one of them, who is told.

import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { objectNamed } from '../../app/session';
import type { LinkValue, ObjectMeta } from '../../app/types';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { Popover } from '../../ui/popover';
import { sayProblem } from '../../ui/toast';
import { LinkPanel } from '../edit/link-panel';
import { createRecord, fewQuery, problemText } from '../store';
import { beginsMention, stillMentioned, withMention, type Mentioned } from './mention';

export function Comments({ object, id }: { object: ObjectMeta; id: string }) {
  const comment = objectNamed('comment')!;
  const about = { object: object.name, id };
  const { data } = useQuery(fewQuery('comment', { filter: { about }, sort: 'created_at', limit: 200 }));
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Mentioned[]>([]);
  const [naming, setNaming] = useState<number | null>(null);
  const save = async () => {
    if (!text.trim()) return;
    try {
      await createRecord(comment, { about, body: text.trim(), mentions: stillMentioned(text, picked) });
      setText('');
      setPicked([]);
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const name = (person: LinkValue | null) => {
    const at = naming;
    setNaming(null);
    if (!person || at === null) return;
    const next = withMention(text, at, person.title);
    setText(next.text);
    setPicked([...picked, person]);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next.at, next.at);
    });
  };
  return (
    <div className="comments">
      {data?.items.map((item) => {
        const by = item.created_by as LinkValue | null;
        return (
          <div key={item.id} className="comment">
            <Avatar name={by?.title ?? '?'} size={26} />
            <div>
              <p className="entry-head"><b>{by?.title}</b><time>{formatAgo(String(item.created_at), language())}</time></p>
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
            onChange={(event) => {
              setText(event.target.value);
              const at = event.target.selectionStart;
              if (beginsMention(event.target.value, at) && event.target.value.length > text.length) setNaming(at);
            }}
            onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void save()}
          />
          <div className="composer-foot">
            <span className="hint">{t('comments.hint')}</span>
            <span className="space" />
            <Button small look="primary" disabled={!text.trim()} onClick={() => void save()}>{t('comments.send')}</Button>
          </div>
          {naming !== null && (
            <Popover anchor={box} label={t('comments.name')} onClose={() => { setNaming(null); box.current?.focus(); }}>
              <LinkPanel field={{ name: 'mentions', kind: 'link', label: {}, to: ['user'], required: true }} value={null} onPick={(person) => name(person as LinkValue | null)} />
            </Popover>
          )}
        </div>
      )}
    </div>
  );
}
