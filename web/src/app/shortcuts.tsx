// The sheet of keys: what the registry holds now, so it cannot be out of date.

import { useState } from 'react';
import { Key } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { hotkeys, lettersOn, switchLetters, type Hotkey } from '../ui/hotkeys';
import { t } from '../ui/language';

const shown: Record<string, string> = { mod: 'Ctrl', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', enter: '↵', shift: '⇧', escape: 'Esc', space: '␣' };

const parts = (keys: string) => keys.split(/[ +]/).map((part) => shown[part] ?? part.toUpperCase());

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const [letters, setLetters] = useState(lettersOn());
  const inGrid = (keys: string, label: string): Hotkey => ({ keys, label, group: t('keys.grid'), run: () => undefined });
  const all = [
    ...hotkeys(),
    inGrid('arrowup arrowdown arrowleft arrowright', t('keys.move')),
    inGrid('h j k l', t('keys.move')),
    inGrid('enter', t('edit')),
    inGrid('o', t('open')),
    inGrid('space', t('peek')),
    inGrid('s', t('sort.column')),
    inGrid('x', t('select')),
    inGrid('mod+a', t('select.all')),
  ];
  const unique = all.filter((hotkey, index) => all.findIndex((other) => other.keys === hotkey.keys) === index);
  const groups = Map.groupBy(unique, (hotkey) => hotkey.group);
  return (
    <Dialog title={t('keys')} onClose={onClose} wide>
      <div className="shortcut-groups" tabIndex={-1} data-autofocus>
        {[...groups].map(([group, keys]) => (
          <section key={group}>
            <h3 className="section-head">{group}</h3>
            {keys.map((hotkey) => (
              <div key={hotkey.keys} className="shortcut">
                <span>{hotkey.label}</span>
                <span>{parts(hotkey.keys).map((part, index) => <Key key={index}>{part}</Key>)}</span>
              </div>
            ))}
          </section>
        ))}
      </div>
      <label className="check-line">
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => {
            switchLetters(event.target.checked);
            setLetters(event.target.checked);
          }}
        />
        {t('keys.letters')}
      </label>
    </Dialog>
  );
}
