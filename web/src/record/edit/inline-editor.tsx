// Edits a value where it stands: a box over it, or the panel of its kind. Enter or leaving saves; Escape leaves a box
// without saving, a panel keeps what was picked in it.

import { useRef, useState, type RefObject } from 'react';
import type { Field } from '../../app/types';
import { Popover } from '../../ui/popover';
import { sayProblem } from '../../ui/toast';
import { fieldLabel, isEmpty, isSecret } from '../values';
import { Panel } from './panels';
import { inputType, isTyped, parse, typedText } from './parse';

export type Leave = 'stay' | 'down' | 'next' | 'previous';

interface InlineEditorProps {
  field: Field;
  value: unknown;
  anchor: RefObject<HTMLElement | null>;
  /** The text to begin with instead of the value, when typing began the edit. */
  begin?: string;
  onSave: (value: unknown) => void;
  onClose: (leave: Leave) => void;
}

const same = (a: unknown, b: unknown) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

export function InlineEditor(props: InlineEditorProps) {
  return isTyped(props.field) ? <TypedEditor {...props} /> : <PanelEditor {...props} />;
}

function TypedEditor({ field, value, begin, onSave, onClose }: InlineEditorProps) {
  const [text, setText] = useState(begin ?? typedText(field, value));
  const done = useRef(false);
  const finish = (leave: Leave) => {
    if (done.current) return;
    const read = parse(field, text, value);
    if (read.problem) {
      sayProblem(`${fieldLabel(field)}: ${read.problem}`);
      if (leave !== 'stay') return;
    } else if (!same(read.value, value) && !(isSecret(field) && !text)) onSave(read.value);
    done.current = true;
    onClose(leave);
  };
  return (
    <input
      className="inline-input"
      type={inputType(field)}
      aria-label={fieldLabel(field)}
      maxLength={field.max_length}
      autoFocus
      value={text}
      onFocus={(event) => begin === undefined && event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish('stay')}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        // The key must not go on to the button that has the focus afterwards.
        if (['Enter', 'Tab', 'Escape'].includes(event.key)) event.preventDefault();
        if (event.key === 'Enter') finish('down');
        else if (event.key === 'Tab') {
          finish(event.shiftKey ? 'previous' : 'next');
        } else if (event.key === 'Escape') {
          done.current = true;
          onClose('stay');
        }
      }}
    />
  );
}

function PanelEditor({ field, value, anchor, onSave, onClose }: InlineEditorProps) {
  const [draft, setDraft] = useState(value);
  const done = useRef(false);
  const finish = (last: unknown) => {
    if (done.current) return;
    done.current = true;
    if (!same(last, value)) onSave(last);
    onClose('stay');
  };
  return (
    <Popover anchor={anchor} label={fieldLabel(field)} onClose={() => finish(draft)}>
      <Panel
        field={field}
        value={draft}
        onPick={(picked, close) => {
          setDraft(picked);
          if (close) finish(picked);
        }}
      />
    </Popover>
  );
}
