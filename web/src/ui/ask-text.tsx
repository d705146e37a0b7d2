// Asks for one line of text: a name.

import { useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { t } from './language';

interface AskTextProps {
  title: string;
  label: string;
  value?: string;
  maxLength?: number;
  onClose: () => void;
  onSave: (text: string) => void | Promise<void>;
}

export function AskText({ title, label, value = '', maxLength = 100, onClose, onSave }: AskTextProps) {
  const [text, setText] = useState(value);
  const save = () => {
    if (!text.trim()) return;
    onClose();
    void onSave(text.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={!text.trim()}>{t('save')}</Button>
        </>
      }
    >
      <div className="form-field">
        <label htmlFor="asked-text">{label}</label>
        <input id="asked-text" data-autofocus value={text} maxLength={maxLength} onChange={(event) => setText(event.target.value)} onFocus={(event) => event.target.select()} />
      </div>
    </Dialog>
  );
}
