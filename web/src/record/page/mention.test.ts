import { describe, expect, it } from 'vitest';
import { beginsMention, stillMentioned, withMention } from './mention';

describe('mentions', () => {
  it('begin by an @ that starts a word, not by one of an address', () => {
    expect(['@', 'see @', 'a@', '(@'].map((text) => beginsMention(text, text.length))).toEqual([true, true, false, true]);
  });
  it('put the name where the cursor is', () => {
    expect(withMention('see @ now', 5, 'Ана Петровска')).toEqual({ text: 'see @Ана Петровска  now', at: 19 });
  });
  it('forget who was taken out again', () => {
    expect(stillMentioned('see @Ana', [{ id: '1', title: 'Ana' }, { id: '2', title: 'Jan' }])).toEqual([{ id: '1', title: 'Ana' }]);
  });
});
