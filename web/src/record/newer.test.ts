import { describe, expect, it } from 'vitest';
import { notePending, noteSaved, withNewer } from './newer';

const old = { id: '1', version: 1, title: 'Tea', name: 'Tea' };

describe('an answer that comes late', () => {
  it('does not take back what is on its way', () => {
    const arrived = notePending('deal', '1', { name: 'Coffee' });
    expect(withNewer('deal', old).name).toBe('Coffee');
    expect(withNewer('deal', { ...old, id: '2' }).name).toBe('Tea');
    arrived();
    expect(withNewer('deal', old).name).toBe('Tea');
  });

  it('does not take back what the server has answered to a save', () => {
    noteSaved('deal', { ...old, version: 3, name: 'Cocoa' });
    expect(withNewer('deal', { ...old, version: 2 })).toMatchObject({ version: 3, name: 'Cocoa' });
  });

  it('brings what others changed since', () => {
    noteSaved('deal', { ...old, version: 3, name: 'Cocoa' });
    expect(withNewer('deal', { ...old, version: 4, name: 'Milk' }).name).toBe('Milk');
  });
});
