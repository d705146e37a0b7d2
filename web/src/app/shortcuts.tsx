// The sheet of keys: what the registry holds now, so it cannot be out of date.

import { useState } from 'react';
import { Key } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { hotkeys, lettersOn, switchLetters, type Hotkey } from '../ui/hotkeys';
import { t } from '../ui/language';

const shown: Record<string, string> = { mod: 'Ctrl', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', enter: '↵', shift: '⇧', escape: 'Esc', space: '␣' };

const parts = (keys: string) => keys.split(/[ +]/).map((part) => shown[part] ?? part.toUpperCase());

/** Keys that a grid or a board takes itself, while it has the keyboard. */
const own = (group: string, keys: [keys: string, label: string][]): Hotkey[] => keys.map(([name, label]) => ({ keys: name, label, group, run: () => undefined }));
const moving = () => ['arrowup arrowdown arrowleft arrowright', 'h j k l'].map((keys): [string, string] => [keys, t('keys.move')]);
const gridKeys = () =>
  own(t('keys.grid'), [
    ...moving(),
    ['enter', t('edit')],
    ['o', t('open')],
    ['space', t('peek')],
    ['s', t('sort.column')],
    ['x', t('select')],
    ['mod+a', t('select.all')],
  ]);
const boardKeys = () =>
  own(t('keys.board'), [
    ...moving(),
    ['shift+arrowleft arrowright', t('board.move')],
    ['enter', t('open')],
    ['space', t('peek')],
  ]);

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const [letters, setLetters] = useState(lettersOn());
  const all = [...(document.querySelector('[data-grid]') ? gridKeys() : []), ...(document.querySelector('.board') ? boardKeys() : []), ...hotkeys()];
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
