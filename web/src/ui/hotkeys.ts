// The keyboard of the page: one registry and one listener, so that the sheet of keys and what they do cannot differ.

import { useEffect, useLayoutEffect, useRef } from 'react';

export interface Hotkey {
  /** "mod+k", "g p" (one after the other), "shift+arrowright", "?" */
  keys: string;
  label: string;
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Works although a text is being written. */
  whileTyping?: boolean;
}

interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The name of a key press. Letters go by their place on the keyboard when the layout is not Latin. */
export function keyName(event: Pressed): string {
  const latin = /^[\x21-\x7e]$/.test(event.key);
  const byPlace = /^Key([A-Z])$/.exec(event.code)?.[1] ?? /^Digit(\d)$/.exec(event.code)?.[1];
  let key = event.key;
  if (!latin && key.length === 1 && byPlace) key = byPlace;
  if (event.code === 'Slash' && !latin) key = event.shiftKey ? '?' : '/';
  if (key === ' ') key = 'space';
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : '';
  return mod + alt + shift + key.toLowerCase();
}

interface Entry {
  level: number;
  keys: () => Hotkey[];
}

const registry = new Set<Entry>();
let before = '';
let beforeAt = 0;
let letters = globalThis.localStorage?.getItem('letters') !== 'off';

export const lettersOn = () => letters;

/** Switches the single-letter keys, for those who dictate or use a screen reader. */
export function switchLetters(on: boolean) {
  letters = on;
  localStorage.setItem('letters', on ? 'on' : 'off');
}

let holding = 0; // parts on their way that will take the keyboard
let ahead = ''; // typed meanwhile

/** From now on keys are no shortcuts; the returned function ends that and says what was typed. */
export function holdKeys(): () => string {
  holding++;
  return () => {
    if (--holding) return '';
    const typed = ahead;
    ahead = '';
    return typed;
  };
}

/** All keys of what is shown now, the innermost part first. */
export const hotkeys = () =>
  [...registry]
    .reverse()
    .sort((a, b) => b.level - a.level)
    .flatMap((entry) => entry.keys());

/** Finds what a key does, given the key before it. */
export function find(keys: Hotkey[], name: string, previous: string, typing: boolean, lettersAllowed: boolean): Hotkey | undefined {
  const sequence = previous ? `${previous} ${name}` : '';
  const allowed = keys.filter((hotkey) => {
    if (typing) return Boolean(hotkey.whileTyping) && name.startsWith('mod+');
    return lettersAllowed || hotkey.keys.length > 1 && !/^\w \w$/.test(hotkey.keys) || hotkey.keys === '?';
  });
  return allowed.find((hotkey) => hotkey.keys === sequence) ?? allowed.find((hotkey) => hotkey.keys === name);
}

/** The key pressed just before, when it may begin a sequence. */
export const pendingKey = () => (performance.now() - beforeAt < 900 ? before : '');

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  const typing = target.matches('input, textarea, select, [contenteditable=true]');
  const layered = Boolean(target.closest('dialog, [popover]'));
  const name = keyName(event);
  const previous = pendingKey();
  const hotkey = find(hotkeys(), name, previous, typing || layered, letters);
  before = hotkey || typing ? '' : name;
  beforeAt = performance.now();
  if (!hotkey) return;
  event.preventDefault();
  hotkey.run(event);
}

/** What is typed for a part on its way goes to nobody else: a grid that has the focus has keys of its own. */
function keepAhead(event: KeyboardEvent) {
  if (!holding || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || (event.key.length !== 1 && event.key !== 'Enter')) return;
  ahead += event.key === 'Enter' ? '\n' : event.key;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export const listenToKeys = () => {
  document.addEventListener('keydown', keepAhead, { capture: true });
  document.addEventListener('keydown', onKeyDown);
};

/** Registers keys while the component is shown. What lies further inside has the higher level and goes first. */
export function useHotkeys(keys: Hotkey[], level = 1) {
  const now = useRef(keys);
  useLayoutEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const entry = { level, keys: () => now.current };
    registry.add(entry);
    return () => {
      registry.delete(entry);
    };
  }, [level]);
}
