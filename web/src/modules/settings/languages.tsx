// The languages of the company: which people use, and which of the company's own words are still without a name in them.

import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { get, patch } from '../../app/api';
import { metaQuery, queries, useMeta } from '../../app/session';
import type { Item, Label, Language, LinkValue, ObjectMeta, Page } from '../../app/types';
import { aggregateQuery, groupKey } from '../../record/aggregate';
import { mayName, NamesDialog } from '../../record/names-dialog';
import { problemText } from '../../record/store';
import { fieldLabel } from '../../record/values';
import { Button } from '../../ui/button';
import { label, language, languageNames, languages, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { languageOptions } from './profile';
import './company-words';
import './words';

const shownAtMost = 100;

/** Objects whose records have a name in each language: stages, pipelines, tags … */
const named = (objects: ObjectMeta[]) => objects.filter((object) => object.can.read && object.name !== 'view' && object.fields.some(({ name }) => name === 'name_pl'));

const lackingQuery = (object: string, wanted: Language[]) => ({
  queryKey: ['few', object, 'lacking', wanted],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Page>(object, { filter: JSON.stringify({ or: wanted.map((name) => ({ [`name_${name}`]: { is_null: true } })) }), limit: shownAtMost }, signal),
  staleTime: 0,
});

export function Languages() {
  const { company, me, objects } = useMeta();
  const choose = async (wanted: string) => {
    try {
      await patch('company', { language: wanted }, company.version);
      await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const used = useUsed();
  const others = languages.filter((name) => name !== company.language);
  const spoken = others.filter((name) => used?.get(name));
  const [wanted, setWanted] = useState<Language[]>();
  const looked = wanted ?? (spoken.length ? spoken : others);
  const shape = lackingShape(objects, looked);
  const records = useQueries({ queries: named(objects).map(({ name }) => lackingQuery(name, looked)) });
  const failed = records.find(({ error }) => error)?.error;
  const complete = !shape.length && records.every(({ data }) => data?.items.length === 0);
  return (
    <>
      <section>
        <p className="hint spaced">{t('languages.text')}</p>
        <div className="form-field narrow">
          <label htmlFor="company-language">{t('languages.company')}</label>
          <select id="company-language" value={company.language} disabled={!me.administrator} onChange={(event) => void choose(event.target.value)}>
            {languageOptions().map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
          </select>
        </div>
      </section>
      {used && (
        <section>
          <h2>{t('languages.used')}</h2>
          <div className="figures counts">
            {languages.map((name) => (
              <div key={name} className="figure">
                <span>{languageNames[name]}</span>
                <b>{used.get(name) ?? 0}</b>
              </div>
            ))}
          </div>
        </section>
      )}
      <section>
        <h2>{t('languages.lacking')}</h2>
        <p className="hint">{t('languages.lackingText')}</p>
        <div className="row-actions" role="group" aria-label={t('languages.lacking')}>
          {others.map((name) => (
            <label key={name} className="check-line">
              <input type="checkbox" checked={looked.includes(name)} disabled={looked.length === 1 && looked.includes(name)} onChange={(event) => setWanted(event.target.checked ? [...looked, name] : looked.filter((other) => other !== name))} />
              {languageNames[name]}
            </label>
          ))}
        </div>
        {named(objects).map((object) => <LackingRecords key={object.name} object={object} wanted={looked} />)}
        {shape.length > 0 && <LackingShape lacking={shape} />}
        {failed && <p className="problem" role="alert">{problemText(failed)}</p>}
        {complete && <p className="quiet">{t('languages.complete')}</p>}
      </section>
    </>
  );
}

/** How many people read in which language; who chose none reads in the company's. */
function useUsed(): Map<string, number> | undefined {
  const { company, objects } = useMeta();
  const users = objects.find(({ name }) => name === 'user');
  const { data } = useQuery({ ...aggregateQuery('user', { group: 'language', measure: 'count', filter: { disabled: false } }), enabled: users !== undefined, staleTime: 0 });
  if (!data) return undefined;
  const counts = new Map<string, number>();
  for (const { group, count } of data.rows) {
    const name = groupKey(group.language as LinkValue | string | null) ?? company.language;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
}

function LackingRecords({ object, wanted }: { object: ObjectMeta; wanted: Language[] }) {
  const { data } = useQuery(lackingQuery(object.name, wanted));
  const [naming, setNaming] = useState<Item | null>(null);
  const done = () => {
    setNaming(null);
    void queries.invalidateQueries({ queryKey: ['few', object.name, 'lacking'] });
  };
  if (!data?.items.length) return null;
  return (
    <>
      <h3 className="section-head">{label(object.plural, object.name)}</h3>
      <div className="bin-list">
        {data.items.map((item) => (
          <div key={item.id} className="home-line">
            <span className="row-title cut">{String(item.name ?? item.title)}</span>
            <small className="faint">{wanted.filter((name) => !item[`name_${name}`]).map((name) => languageNames[name]).join(', ')}</small>
            {mayName(object) && <Button small look="outline" name={`${t('languages.name')}: ${String(item.name ?? item.title)}`} onClick={() => setNaming(item)}>{t('languages.name')}</Button>}
          </div>
        ))}
      </div>
      {data.next && <p className="hint">{t('languages.more', { n: shownAtMost })}</p>}
      {naming && <NamesDialog object={object} item={naming} onClose={done} />}
    </>
  );
}

const lacks = (called: Label, wanted: Language[]) => wanted.filter((name) => !called[name]);

interface Lacking {
  key: string;
  text: string;
  missing: Language[];
}

/** The company's own objects and fields. */
function lackingShape(objects: ObjectMeta[], wanted: Language[]): Lacking[] {
  const own = objects.flatMap((object) => [
    ...(object.own ? [{ key: object.name, text: label(object.plural, object.name), missing: [...new Set([...lacks(object.label, wanted), ...lacks(object.plural, wanted)])] }] : []),
    ...object.fields.filter((field) => field.own).map((field) => ({
      key: `${object.name}.${field.name}`,
      text: `${label(object.label, object.name)}: ${fieldLabel(field)}`,
      missing: [...new Set([...lacks(field.label, wanted), ...(field.choices ?? []).flatMap((choice) => lacks(choice.label, wanted))])],
    })),
  ]);
  return own.filter(({ missing }) => missing.length).sort((a, b) => a.text.localeCompare(b.text, language()));
}

function LackingShape({ lacking }: { lacking: Lacking[] }) {
  return (
    <>
      <h3 className="section-head">{t('settings.objects')}</h3>
      <div className="bin-list">
        {lacking.map(({ key, text, missing }) => (
          <div key={key} className="home-line">
            <span className="row-title cut">{text}</span>
            <small className="faint">{missing.map((name) => languageNames[name]).join(', ')}</small>
            <Link className="button small outline" to="/settings/{-$section}" params={{ section: 'objects' }}>{t('languages.open')}</Link>
          </div>
        ))}
      </div>
    </>
  );
}
