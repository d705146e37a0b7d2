import { describe, expect, it } from 'vitest';
import { find, keyName, type Hotkey } from './hotkeys';

const press = (key: string, code: string, more: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more,
});

describe('names of keys', () => {
  it('are the letters where the layout is Latin', () => {
    expect(keyName(press('c', 'KeyC'))).toBe('c');
    expect(keyName(press('z', 'KeyY'))).toBe('z');
  });

  it('go by the place of the key on a Cyrillic layout', () => {
    expect(keyName(press('ц', 'KeyC'))).toBe('c');
    expect(keyName(press('к', 'KeyK', { ctrlKey: true }))).toBe('mod+k');
    expect(keyName(press('-', 'Slash'))).toBe('-');
    expect(keyName(press('ј', 'KeyJ'))).toBe('j');
  });

  it('tell Shift apart only for keys that are no characters', () => {
    expect(keyName(press('ArrowRight', 'ArrowRight', { shiftKey: true }))).toBe('shift+arrowright');
    expect(keyName(press('?', 'Slash', { shiftKey: true }))).toBe('?');
    expect(keyName(press(' ', 'Space'))).toBe('space');
  });
});

describe('finding what a key does', () => {
  const hotkey = (keys: string, whileTyping = false): Hotkey => ({ keys, label: keys, group: '', run: () => undefined, whileTyping });
  const keys = [hotkey('c'), hotkey('g c'), hotkey('mod+k', true), hotkey('?'), hotkey('enter')];

  it('prefers a sequence to its last key', () => {
    expect(find(keys, 'c', 'g', false, true)?.keys).toBe('g c');
    expect(find(keys, 'c', '', false, true)?.keys).toBe('c');
  });

  it('leaves letters alone while a text is written', () => {
    expect(find(keys, 'c', '', true, true)).toBeUndefined();
    expect(find(keys, 'mod+k', '', true, true)?.keys).toBe('mod+k');
  });

  it('forgets letters and sequences when they are switched off, but not the sheet', () => {
    expect(find(keys, 'c', '', false, false)).toBeUndefined();
    expect(find(keys, 'c', 'g', false, false)).toBeUndefined();
    expect(find(keys, '?', '', false, false)?.keys).toBe('?');
    expect(find(keys, 'enter', '', false, false)?.keys).toBe('enter');
  });
});
