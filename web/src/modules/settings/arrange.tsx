// Arranges fields: by drag, by buttons, and by Alt with the arrows. Sections stand one under the other; what is left out
// waits at the end.

import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import type { Field, Label } from '../../app/types';
import { fieldLabel } from '../../record/values';
import { AskText } from '../../ui/ask-text';
import { Button } from '../../ui/button';
import { label, language, t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { put, step, type Section } from './arrangement';
import './words';

interface ArrangeProps {
  sections: Section[];
  fields: Field[];
  out: string[];
  /** Sections are named, made and taken away, as on the page of a record. */
  grouped: boolean;
  /** Said on the button that adds, when it is no field. */
  adds?: string;
  onChange: (sections: Section[]) => void;
}

export function Arrange({ sections, fields, out, grouped, adds = t('layout.add'), onChange }: ArrangeProps) {
  const list = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<string | null>(null);
  const [over, setOver] = useState<{ section: number; at: number } | null>(null);
  const [naming, setNaming] = useState<number | null>(null);
  const named = new Map(fields.map((field) => [field.name, field]));
  const text = (name: string) => (named.get(name) ? fieldLabel(named.get(name)!) : name);
  const all = sections.flatMap((section) => section.fields);
  const move = (name: string, by: 1 | -1) => {
    onChange(step(sections, name, by));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-field="${name}"]`)?.focus());
  };
  const onKey = (event: KeyboardEvent, name: string) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    move(name, event.key === 'ArrowUp' ? -1 : 1);
  };
  const aim = (event: DragEvent, section: number, at: number) => {
    if (!held) return;
    event.preventDefault();
    event.stopPropagation();
    const box = event.currentTarget.getBoundingClientRect();
    setOver({ section, at: event.clientY > box.top + box.height / 2 ? at + 1 : at });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (held && over) onChange(put(sections, held, over.section, over.at));
    setHeld(null);
    setOver(null);
  };
  const rename = (text: string) => {
    const label: Label = { ...sections[naming!]?.label, [language()]: text };
    onChange(naming === sections.length ? [...sections, { name: `own_${Date.now().toString(36)}`, label, fields: [] }] : sections.map((section, index) => (index === naming ? { ...section, label } : section)));
    setNaming(null);
  };
  return (
    <div ref={list} className="arrange" onDrop={drop}>
      {sections.map((section, index) => (
        <section key={`${section.name}-${index}`} aria-label={grouped ? label(section.label, section.name) : t('layout.shown')}>
          {grouped && (
            <div className="arrange-head">
              <h4>{label(section.label, section.name)}</h4>
              <Button small icon={<IconPencil size={14} />} name={`${t('rename')}: ${label(section.label, section.name)}`} onClick={() => setNaming(index)} />
              {!section.fields.length && <Button small icon={<IconTrash size={14} />} name={t('layout.dropGroup', { name: label(section.label, section.name) })} onClick={() => onChange(sections.filter((other) => other !== section))} />}
            </div>
          )}
          <ol className={over?.section === index && !section.fields.length ? 'aimed' : undefined} onDragOver={(event) => aim(event, index, section.fields.length)}>
            {section.fields.map((name, at) => (
              <li
                key={name}
                tabIndex={0}
                data-field={name}
                draggable
                aria-label={`${text(name)}, ${at + 1} / ${section.fields.length}`}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                className={[held === name && 'held', over?.section === index && over.at === at && 'before', over?.section === index && over.at === section.fields.length && at === section.fields.length - 1 && 'after'].filter(Boolean).join(' ') || undefined}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', text(name));
                  setHeld(name);
                }}
                onDragEnd={() => {
                  setHeld(null);
                  setOver(null);
                }}
                onDragOver={(event) => aim(event, index, at)}
                onKeyDown={(event) => onKey(event, name)}
              >
                <IconGripVertical size={15} aria-hidden />
                <span className="cut">{text(name)}</span>
                <span className="space" />
                <Button small icon={<IconArrowUp size={14} />} name={t('stage.earlier', { name: text(name) })} disabled={name === all[0]} onClick={() => move(name, -1)} />
                <Button small icon={<IconArrowDown size={14} />} name={t('stage.later', { name: text(name) })} disabled={name === all.at(-1)} onClick={() => move(name, 1)} />
                <Button small icon={<IconX size={14} />} name={t('layout.takeOut', { name: text(name) })} disabled={all.length === 1} onClick={() => onChange(put(sections, name, null))} />
              </li>
            ))}
            {!section.fields.length && <li className="arrange-empty">{t('layout.emptyGroup')}</li>}
          </ol>
        </section>
      ))}
      <div className="row-actions">
        <Menu label={adds} look="outline" icon={<IconPlus size={15} />} find={t('pick.find')} options={out.map((name) => ({ value: name, label: text(name) }))} onPick={(name) => onChange(put(sections, name, sections.length - 1, sections.at(-1)?.fields.length))}>
          {adds}
        </Menu>
        {grouped && <Button look="outline" icon={<IconPlus size={15} />} onClick={() => setNaming(sections.length)}>{t('layout.newGroup')}</Button>}
      </div>
      {naming !== null && <AskText title={naming === sections.length ? t('layout.newGroup') : t('rename')} label={t('layout.groupName')} value={label(sections[naming]?.label)} maxLength={60} onClose={() => setNaming(null)} onSave={rename} />}
    </div>
  );
}
