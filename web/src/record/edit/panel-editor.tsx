// Edits a value in the panel of its kind, beside where it stands.

import { useRef, useState } from 'react';
import { Popover } from '../../ui/popover';
import { fieldLabel } from '../values';
import { same, type InlineEditorProps } from './inline-editor';
import { Panel } from './panels';

export function PanelEditor({ field, value, anchor, onSave, onClose }: InlineEditorProps) {
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
