// Which records are joined without anybody being asked: none, until an administrator switches a rule on.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { objectNamed, queries } from '../../app/session';
import type { ObjectMeta } from '../../app/types';
import { createRecord, fewQuery, problemText, saveRecord } from '../../record/store';
import { label, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import '../../record/merge/words';

const wish = fewQuery('merge_rule', { limit: 50 });

export function MergeRules({ object }: { object: ObjectMeta }) {
  const rule = objectNamed('merge_rule');
  const { data } = useQuery({ ...wish, enabled: rule !== undefined && object.name === 'party' });
  const [wanted, setWanted] = useState<Record<string, boolean>>({}); // while they are on their way
  const choices = rule?.fields.find(({ name }) => name === 'agree_in')?.choices;
  if (!rule || !choices || !data || object.name !== 'party') return null;
  const turn = async (name: string, active: boolean) => {
    setWanted((old) => ({ ...old, [name]: active }));
    const known = data.items.find((item) => item.agree_in === name);
    try {
      if (known) await saveRecord(rule, known, { active });
      else await createRecord(rule, { agree_in: name, active });
    } catch (error) {
      sayProblem(problemText(error));
    }
    await queries.invalidateQueries({ queryKey: ['few', 'merge_rule'] });
    setWanted((old) => Object.fromEntries(Object.entries(old).filter(([other]) => other !== name)));
  };
  return (
    <section className="merge-rules" aria-label={t('duplicates.rules')}>
      <h2>{t('duplicates.rules')}</h2>
      <p className="hint">{t('duplicates.rulesText')}</p>
      {choices.map((choice) => {
        const on = wanted[choice.name] ?? data.items.some((item) => item.agree_in === choice.name && item.active === true);
        return (
          <label key={choice.name} className="check-line">
            <input type="checkbox" checked={on} disabled={!rule.can.update || choice.name in wanted} onChange={() => void turn(choice.name, !on)} />
            {label(choice.label, choice.name)}
          </label>
        );
      })}
    </section>
  );
}
