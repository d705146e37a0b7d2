// A list to pick from with a box to find in it; arrows move, Enter picks. What is behind it may be asked of the server.

import { IconCheck } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useId, useRef, useState, type ReactNode } from 'react';
import { fold } from './fold';
import { t } from './language';

export interface Option {
  value: string;
  label: string;
  hint?: string;
  mark?: ReactNode;
  group?: string;
  /** Keys that do the same, shown at the end. */
  end?: ReactNode;
}

/** The value of what is offered as new begins so; no other does. */
const newEntry = '\u0000new';

interface OptionsProps {
  options: Option[];
  selected?: string[];
  onPick: (option: Option) => void;
  /** Says what to find; without it there is no box. */
  find?: string;
  /** Told what is typed when the server does the finding. */
  onFind?: (typed: string) => void;
  empty?: string;
  /** Offers what is typed as a new entry. */
  onNew?: (typed: string, kind?: string) => void;
  /** Kinds of which a new entry can be, each offered. */
  newKinds?: Option[];
  /** The server is still finding: Enter waits for what it finds. */
  pending?: boolean;
}

export function Options({ options, selected = [], onPick, find, onFind, empty, onNew, newKinds, pending = false }: OptionsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const wanted = fold(typed);
  const shown = onFind || !wanted ? [...options] : options.filter((option) => fold(option.label).includes(wanted));
  if (onNew && typed.trim() && !shown.some((option) => fold(option.label) === wanted))
    shown.push(...(newKinds ?? [{ value: '', label: '' }]).map((kind) => ({ value: newEntry + kind.value, label: t('pick.new', { name: typed.trim() }), hint: kind.label })));
  const [at, setAt] = useState(() => Math.max(0, options.findIndex((option) => selected.includes(option.value))));
  const current = Math.min(at, shown.length - 1);

  useEffect(() => {
    list.current?.querySelector('[data-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const pick = (option: Option | undefined) => {
    if (!option) return;
    if (option.value.startsWith(newEntry)) onNew?.(typed.trim(), option.value.slice(newEntry.length));
    else onPick(option);
  };

  const [waits, setWaits] = useState(false); // Enter was pressed before the answer came
  const arrived = useEffectEvent(() => {
    setWaits(false);
    pick(shown[current]);
  });
  useEffect(() => {
    if (waits && !pending) arrived();
  }, [waits, pending]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((current + (event.key === 'ArrowDown' ? 1 : shown.length - 1)) % Math.max(1, shown.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (pending && at === 0) setWaits(true);
      else pick(shown[current]);
    }
  };

  return (
    <div className="options" onKeyDown={onKeyDown}>
      {find !== undefined && (
        <input
          className="options-find"
          placeholder={find}
          aria-label={find}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={shown[current] ? `${id}-${current}` : undefined}
          value={typed}
          data-autofocus
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
            setWaits(false);
            onFind?.(event.target.value);
          }}
        />
      )}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={find ?? t('pick.choices')}
        className="options-list"
        tabIndex={find === undefined ? 0 : undefined}
        data-autofocus={find === undefined ? true : undefined}
        aria-activedescendant={find === undefined && shown[current] ? `${id}-${current}` : undefined}
      >
        {shown.map((option, index) => (
          <OptionLine
            key={option.value}
            id={`${id}-${index}`}
            option={option}
            heading={option.group !== shown[index - 1]?.group ? option.group : undefined}
            current={index === current}
            chosen={selected.includes(option.value)}
            onHover={() => setAt(index)}
            onPick={() => pick(option)}
          />
        ))}
      </div>
      {shown.length === 0 && <p className="options-empty">{empty ?? t('pick.nothing')}</p>}
    </div>
  );
}

interface OptionLineProps {
  id: string;
  option: Option;
  heading?: string;
  current: boolean;
  chosen: boolean;
  onHover: () => void;
  onPick: () => void;
}

function OptionLine({ id, option, heading, current, chosen, onHover, onPick }: OptionLineProps) {
  return (
    <>
      {heading && (
        <div className="options-group" role="presentation">
          {heading}
        </div>
      )}
      <div
        id={id}
        role="option"
        aria-selected={chosen}
        data-current={current}
        className="option"
        onPointerMove={() => !current && onHover()}
        onClick={onPick}
      >
        {option.mark}
        <span className="option-label">{option.label}</span>
        {option.hint && <small>{option.hint}</small>}
        {(option.end || chosen) && <span className="option-end">{option.end ?? <IconCheck size={15} aria-hidden />}</span>}
      </div>
    </>
  );
}
