// What somebody without a sign-in sees at an address that was sent to them: a document, what was said about it, and what
// they may do with it.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { address, get, Problem } from '../../app/api';
import { queries } from '../../app/session';
import { problemText } from '../../record/store';
import { Status } from '../../record/value';
import { Button } from '../../ui/button';
import { formatAgo, formatDay } from '../../ui/dates';
import { language, languageNames, languages, setLanguage, t } from '../../ui/language';
import { Answering, Writing } from './asking';
import { BlockView } from './blocks';
import type { Action, Face } from './face';
import './words';

function Conversation({ face, secret, onDone }: { face: Face; secret: string; onDone: (face: Face) => void }) {
  const comment = face.actions.find(({ name }) => name === 'comment');
  return (
    <section className="shared-card" aria-labelledby="shared-conversation">
      <h2 id="shared-conversation">{t('shared.conversation')}</h2>
      {face.conversation.length === 0 && <p className="quiet">{t('shared.none')}</p>}
      {face.conversation.map((said, n) => (
        <div key={n} className={`shared-said${said.ours ? ' ours' : ''}`}>
          <p className="entry-head"><b>{said.by}{said.ours && ` · ${face.company}`}</b><time>{formatAgo(said.at, language())}</time></p>
          <p className="comment-body">{said.text}</p>
        </div>
      ))}
      {comment && <Writing secret={secret} action={comment} onDone={onDone} />}
    </section>
  );
}

export function SharedPage() {
  const { secret } = useParams({ from: '/shared/$secret' });
  const { language: chosen } = useSearch({ from: '/shared/$secret' });
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Action>();
  const [thanked, setThanked] = useState(false);
  const key = ['shared', secret, chosen ?? ''];
  const { data: face, error } = useQuery({ queryKey: key, queryFn: () => get<Face>(`shared/${secret}`, { language: chosen }), retry: false });
  useEffect(() => {
    if (face && face.language !== language()) void setLanguage(face.language, false);
    if (face) document.title = `${face.title} · ${face.company}`;
  }, [face]);
  const done = (next: Face) => {
    queries.setQueryData(key, next);
    setAsked(undefined);
    setThanked(true);
  };
  if (error)
    return (
      <main className="entrance">
        <div className="entrance-card">
          <h1>{t('shared.gone')}</h1>
          <p>{error instanceof Problem ? problemText(error) : String(error)}</p>
        </div>
      </main>
    );
  if (!face || face.language !== language()) return <main className="shared" aria-busy="true" />;
  const offered = face.actions.filter(({ name }) => name !== 'comment');
  return (
    <main className="shared">
      <header className="shared-head">
        <b>{face.company}</b>
        {face.state && <Status color={face.state.color}>{face.state.label}</Status>}
        <span className="space" />
        <div className="language-row" role="group" aria-label={t('language')}>
          {languages.map((name) => (
            <button key={name} type="button" lang={name} aria-pressed={name === face.language} onClick={() => void navigate({ to: '.', search: { language: name }, replace: true })}>{languageNames[name]}</button>
          ))}
        </div>
      </header>
      <article className="shared-card sheet">{face.blocks.map((block, n) => <BlockView key={n} block={block} />)}</article>
      {thanked && <p className="shared-thanks" role="status">{t('shared.sent')}</p>}
      <div className="shared-actions">
        <a className="button outline" href={address(`shared/${secret}/file`)} target="_blank" rel="noreferrer">{t('shared.file')}</a>
        <span className="space" />
        {[...offered].reverse().map((action) => (
          <Button key={action.name} look={action.stands_out ? 'primary' : 'outline'} onClick={() => setAsked(action)}>{action.label}</Button>
        ))}
      </div>
      <Conversation face={face} secret={secret} onDone={done} />
      <p className="hint">{t('shared.until', { day: formatDay(face.valid_until, language()) })}</p>
      {asked && <Answering key={asked.name} secret={secret} action={asked} title={face.title} onDone={done} onClose={() => setAsked(undefined)} />}
    </main>
  );
}
