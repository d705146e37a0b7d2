// Edits a value where it stands: a box over it, or the panel of its kind. Enter or leaving saves; Escape leaves a box
// without saving, a panel keeps what was picked in it.

import { lazy, Suspense, useId, useRef, useState, type RefObject } from 'react';
import type { Field } from '../../app/types';
import { Expected } from '../../ui/expected';
import { sayProblem } from '../../ui/toast';
import { fieldLabel, isEmpty, isSecret } from '../values';
import { inputType, isTyped, parse, typedText } from './parse';

export type Leave = 'stay' | 'down' | 'next' | 'previous';

export interface InlineEditorProps {
  field: Field;
  value: unknown;
  anchor: RefObject<HTMLElement | null>;
  /** The text to begin with instead of the value, when typing began the edit. */
  begin?: string;
  /** Why what it begins with was refused. */
  said?: string;
  onSave: (value: unknown) => void;
  onClose: (leave: Leave) => void;
}

/** Fetched when somebody comes near a value: what is only read needs none of it. */
export const fetchPanels = () => import('./panel-editor').then((module) => ({ default: module.PanelEditor }));
const PanelEditor = lazy(fetchPanels);

export const same = (a: unknown, b: unknown) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

export function InlineEditor(props: InlineEditorProps) {
  return isTyped(props.field) ? (
    <TypedEditor {...props} />
  ) : (
    <Suspense fallback={<Expected />}>
      <PanelEditor {...props} />
    </Suspense>
  );
}

/** Why a value is not taken, under where it stands. */
export const CellProblem = ({ id, text }: { id?: string; text: string }) => <span id={id} className="cell-problem" role="alert">{text}</span>;

function TypedEditor({ field, value, begin, said, onSave, onClose }: InlineEditorProps) {
  const [text, setText] = useState(begin ?? typedText(field, value));
  const [problem, setProblem] = useState(said ?? '');
  const id = useId();
  const done = useRef(false);
  const finish = (leave: Leave) => {
    if (done.current) return;
    const read = parse(field, text, value);
    if (read.problem) {
      // At the cell while one is at it; who leaves it learns at the foot that it was not taken.
      setProblem(read.problem);
      if (leave !== 'stay') return;
      sayProblem(`${fieldLabel(field)}: ${read.problem}`);
    } else if (!same(read.value, value) && !(isSecret(field) && !text)) onSave(read.value);
    done.current = true;
    onClose(leave);
  };
  return (
    <>
    <input
      className={`inline-input${problem ? ' bad' : ''}`}
      aria-invalid={problem ? true : undefined}
      aria-describedby={problem ? id : undefined}
      type={inputType(field)}
      aria-label={fieldLabel(field)}
      maxLength={field.max_length}
      autoFocus
      value={text}
      onFocus={(event) => begin === undefined && event.target.select()}
      onChange={(event) => {
        setText(event.target.value);
        setProblem('');
      }}
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
    {problem && <CellProblem id={id} text={problem} />}
    </>
  );
}
