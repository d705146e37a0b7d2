// Tokens by which programs sign in as oneself. A token is shown once.

import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, post, remove } from '../../app/api';
import { queries } from '../../app/session';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { Form } from './form';
import './words';

interface Token {
  id: string;
  name: string;
  created_at?: string;
  token?: string;
}

export function Tokens() {
  const { data } = useQuery({ queryKey: ['tokens'], queryFn: () => get<{ items: Token[] }>('token') });
  const [made, setMade] = useState<Token | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const drop = async (id: string) => {
    try {
      await remove(`token/${id}`);
      await again();
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <>
      <section>
        {data?.items.length === 0 && <p className="hint">{t('token.none')}</p>}
        {data?.items.map((token) => (
          <div key={token.id} className="home-line">
            <span className="row-title space">{token.name}</span>
            {token.created_at && <small>{formatAgo(token.created_at, language())}</small>}
            <Button small icon={<IconTrash size={15} />} name={t('token.delete', { name: token.name })} onClick={() => void drop(token.id)} />
          </div>
        ))}
      </section>
      <section>
        {made?.token && (
          <>
            <p className="hint">{t('token.once')}</p>
            <code className="secret">{made.token}</code>
          </>
        )}
        <Form
          lines={[{ name: 'name', label: t('token.name'), required: true }]}
          values={{}}
          button={t('token.make')}
          done={t('token.once')}
          onSave={async ({ name }) => {
            setMade(await post<Token>('token', { name }));
            await again();
          }}
        />
      </section>
    </>
  );
}
