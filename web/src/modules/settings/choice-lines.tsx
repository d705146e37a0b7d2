// The choices of a field: each with a label in every language, in the order they are offered.

import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { Choice, Language } from '../../app/types';
import { Button } from '../../ui/button';
import { label, language, languageNames, languages, t } from '../../ui/language';
import './words';

export interface ChoiceDraft {
  /** Set once the choice is kept: records hold it. */
  name?: string;
  label: Partial<Record<Language, string>>;
  color: number;
}

export const draftsOf = (choices: Choice[]): ChoiceDraft[] => choices.map(({ name, label, color = 4 }) => ({ name, label, color }));

/** What the server keeps: the choices that have a label in some language. */
export const choicesOf = (drafts: ChoiceDraft[]) =>
  drafts.filter((draft) => Object.values(draft.label).some((text) => text?.trim())).map(({ name, label, color }) => ({ ...(name ? { name } : {}), label, color }));

/** The page's language first. */
export const orderedLanguages = () => [language(), ...languages.filter((name) => name !== language())];

interface ChoiceLinesProps {
  drafts: ChoiceDraft[];
  onChange: (drafts: ChoiceDraft[]) => void;
  /** The program's own: they are named here, none comes or goes. */
  fixed?: boolean;
  problem?: string;
}

export function ChoiceLines({ drafts, onChange, fixed = false, problem }: ChoiceLinesProps) {
  const swap = (index: number, by: number) => onChange(drafts.map((draft, at) => (at === index ? drafts[index + by]! : at === index + by ? drafts[index]! : draft)));
  const set = (index: number, name: Language, text: string) => onChange(drafts.map((draft, at) => (at === index ? { ...draft, label: { ...draft.label, [name]: text } } : draft)));
  const nameOf = (draft: ChoiceDraft, index: number) => label(draft.label) || t('choice.number', { n: index + 1 });
  return (
    <fieldset className="choice-lines">
      <legend>{t('choice.title')}</legend>
      {drafts.map((draft, index) => (
        <div key={index} className={`choice-line${fixed ? ' fixed' : ''}${problem && index === 0 ? ' bad' : ''}`}>
          {orderedLanguages().map((name) => (
            <input key={name} aria-label={`${nameOf(draft, index)}: ${languageNames[name]}`} placeholder={languageNames[name]} maxLength={60} value={draft.label[name] ?? ''} onChange={(event) => set(index, name, event.target.value)} />
          ))}
          {!fixed && (
            <>
              <Button small icon={<IconArrowUp size={14} />} name={t('stage.earlier', { name: nameOf(draft, index) })} disabled={index === 0} onClick={() => swap(index, -1)} />
              <Button small icon={<IconArrowDown size={14} />} name={t('stage.later', { name: nameOf(draft, index) })} disabled={index === drafts.length - 1} onClick={() => swap(index, 1)} />
              <Button small icon={<IconX size={14} />} name={t('choice.remove', { name: nameOf(draft, index) })} disabled={drafts.length === 1} onClick={() => onChange(drafts.filter((_, at) => at !== index))} />
            </>
          )}
        </div>
      ))}
      {!fixed && <Button small icon={<IconPlus size={14} />} onClick={() => onChange([...drafts, { label: {}, color: drafts.length % 6 }])}>{t('choice.add')}</Button>}
      {problem ? <p className="problem" role="alert">{problem}</p> : <p className="hint">{t(fixed ? 'choice.fixed' : 'choice.text')}</p>}
    </fieldset>
  );
}
