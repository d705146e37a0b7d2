// Naming colleagues while one writes: an @ opens the list of people, a pick puts the name into the text.

import { useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { draftOf, keepDraft } from '../../app/kept';
import type { LinkValue } from '../../app/types';
import { t } from '../../ui/language';
import { Popover } from '../../ui/popover';
import { LinkPanel } from '../edit/link-panel';
import { beginsMention, stillMentioned, withMention, type Mentioned } from './mention';

const whom = { name: 'mentions', kind: 'link' as const, label: {}, to: ['user'], required: true };

/** The text of a box with the names in it; begun and not sent, it waits where it was begun. */
export function useMentions(where: string) {
  const [text, setNow] = useState(() => draftOf(where));
  const setText = (next: string) => {
    setNow(next);
    keepDraft(where, next);
  };
  const box = useRef<HTMLTextAreaElement>(null);
  const [picked, setPicked] = useState<Mentioned[]>([]);
  const [naming, setNaming] = useState<number | null>(null);
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
  const leave = () => {
    setNaming(null);
    box.current?.focus();
  };
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = event.target;
    setText(value);
    if (beginsMention(value, selectionStart) && value.length > text.length) setNaming(selectionStart);
  };
  const panel: ReactNode = naming !== null && (
    <Popover anchor={box} label={t('comments.name')} onClose={leave}>
      <LinkPanel field={whom} value={null} onPick={(person) => name(person as LinkValue | null)} />
    </Popover>
  );
  return { text, setText, box, onChange, panel, mentioned: () => stillMentioned(text, picked), forget: () => setPicked([]) };
}
