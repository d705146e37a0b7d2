import { describe, expect, it } from 'vitest';
import type { ObjectMeta } from '../../app/types';
import { asPerson, filterFor, filterForAll, levelsOf, takenBack, teamsBelow, together, withAct, withPreset, type Grant } from './grants';

const field = (name: string, kind: string) => ({ name, kind, label: {} });
const object = (name: string, mine: string[], fields = mine.map((one) => field(one, 'link'))) =>
  ({ name, fields, actions: [], grant: { mine, follows: null }, parent: null, hidden: false }) as unknown as ObjectMeta;
const party = object('party', ['owner']);
const activity = object('activity', ['owner', 'attendees'], [field('owner', 'link'), field('attendees', 'links')]);
const teams = [{ id: '1', parent: null }, { id: '2', parent: '1' }, { id: '3', parent: '2' }, { id: '4', parent: null }];

describe('grants', () => {
  it('change one act and leave the rest', () => {
    const before: Grant[] = [{ object: 'party', read: true, fields: { note: 'read' } }];
    expect(withAct(before, 'party', 'update', 'mine')).toEqual([{ object: 'party', read: true, fields: { note: 'read' }, update: { rows: 'mine' } }]);
    expect(withAct(before, 'deal', 'read', 'team')).toEqual([...before, { object: 'deal', read: { rows: 'team' } }]);
  });

  it('are taken back one change at a time, whatever changed since', () => {
    const before: Grant[] = [{ object: 'party', read: true }];
    const after = withAct(before, 'party', 'create', 'all');
    const later = withAct(withAct(after, 'party', 'update', 'mine'), 'deal', 'read', 'all');
    expect(takenBack(before, after, later)).toEqual([{ object: 'party', read: true, update: { rows: 'mine' } }, { object: 'deal', read: true }]);
    expect(takenBack(after, before, before)).toEqual(after);
  });

  it('lose a grant that gives nothing any more', () => {
    expect(withAct([{ object: 'party', read: true, fields: { note: 'none' } }], 'party', 'read', 'none')).toEqual([]);
  });

  it('offer no rows where records belong to nobody', () => {
    expect(levelsOf(object('product', []), 'read')).toEqual(['none', 'all']);
    expect(levelsOf(party, 'create')).toEqual(['none', 'all']);
  });

  it('give one’s own by a preset, everything where nothing is one’s own', () => {
    expect(withPreset([], party, 'own')[0]).toMatchObject({ read: { rows: 'mine' }, create: true });
    expect(withPreset([], object('product', []), 'own')[0]).toMatchObject({ read: true, update: true });
  });

  it('join roles to the widest and name who gives it', () => {
    const roles = [{ name: 'a', grants: [{ object: 'party', read: { rows: 'mine' as const } }] }, { name: 'b', grants: [{ object: 'party', read: true }] }];
    const { level, sources } = together(roles, 'party', 'read');
    expect([level, sources.map((source) => source.role)]).toEqual(['all', ['a', 'b']]);
  });
});

describe('the filter of a grant for a person', () => {
  const person = { id: '9', team: '1' };
  it('names the person where it says me', () => {
    expect(asPerson({ or: [{ owner: 'me' }, { share: { ne: 'mine' } }] }, '9')).toEqual({ or: [{ owner: '9' }, { share: { ne: 'mine' } }] });
  });

  it('takes every link by which a record is theirs, and the teams below', () => {
    expect(teamsBelow('1', teams)).toEqual(['1', '2', '3']);
    expect(filterFor(activity, { rows: 'mine' }, person, teams)).toEqual({ or: [{ owner: '9' }, { attendees: { has: '9' } }] });
    expect(filterFor(party, { rows: 'team' }, person, teams)).toEqual({ or: [{ owner: '9' }, { 'owner.team': { in: ['1', '2', '3'] } }] });
  });

  it('is empty when one role gives everything and nothing when none gives anything', () => {
    expect(filterForAll(party, [{ rows: 'mine' }, true], person, teams)).toEqual({});
    expect(filterForAll(party, [false, undefined], person, teams)).toBeNull();
  });
});
