// What a role grants, as the server keeps it, and how a person reads and changes it: an object, an act, whose records.

import type { Filter, ObjectMeta } from '../../app/types';

export const acts = ['read', 'create', 'update', 'delete', 'export', 'import'] as const;
export type Act = (typeof acts)[number];

export type Rows = 'all' | 'team' | 'mine' | Filter;
export type Given = boolean | { rows: Rows } | null | undefined;
export type Access = 'none' | 'read' | 'write';

export interface Grant extends Partial<Record<Act, Given>> {
  object: string;
  actions?: string[];
  fields?: Record<string, Access>;
}

export type Level = 'none' | 'mine' | 'team' | 'filter' | 'all';

/** Objects whose writing is not granted one by one but by the right over users. */
export const management = ['user', 'team', 'role'];

export const takesGrant = (object: ObjectMeta) => !object.parent && !object.hidden && !management.includes(object.name);

/** The acts of an object that a role can say something about. */
export const actsOf = (object: ObjectMeta): readonly Act[] => (object.grant.follows ? acts.filter((act) => act !== 'read' && act !== 'export') : acts);

/** The levels of an act: whose records, where the object knows whose its records are. */
export function levelsOf(object: ObjectMeta, act: Act): Level[] {
  if (act === 'create' || act === 'import' || !object.grant.mine.length) return ['none', 'all'];
  return ['none', 'mine', 'team', 'filter', 'all'];
}

export function levelOf(given: Given): Level {
  if (!given) return 'none';
  if (given === true || given.rows === 'all') return 'all';
  return typeof given.rows === 'string' ? given.rows : 'filter';
}

export const grantOf = (grants: Grant[], object: string): Grant => grants.find((grant) => grant.object === object) ?? { object };

const givesNothing = (grant: Grant) => !acts.some((act) => levelOf(grant[act]) !== 'none') && !grant.actions?.length;

/** The grants with one of them replaced; one that gives nothing goes. */
export function withGrant(grants: Grant[], changed: Grant): Grant[] {
  const known = grants.some((grant) => grant.object === changed.object);
  const next = known ? grants.map((grant) => (grant.object === changed.object ? changed : grant)) : [...grants, changed];
  return next.filter((grant) => !givesNothing(grant));
}

/** An object without one of its members. */
export const without = <T extends object>(from: T, name: string): T => Object.fromEntries(Object.entries(from).filter(([key]) => key !== name)) as T;

const givenOf = (level: Exclude<Level, 'filter'>): Given => (level === 'none' ? false : level === 'all' ? true : { rows: level });

export function withAct(grants: Grant[], object: string, act: Act, level: Exclude<Level, 'filter'> | Filter): Grant[] {
  const given = typeof level === 'string' ? givenOf(level as Exclude<Level, 'filter'>) : { rows: level };
  const rest = without(grantOf(grants, object), act);
  return withGrant(grants, given ? { ...rest, [act]: given } : rest);
}

/** The grants as they are by now, with what one change made different put back as it was before. */
export function takenBack(before: Grant[], after: Grant[], now: Grant[]): Grant[] {
  const objects = new Set([...before, ...after].map(({ object }) => object));
  let result = now;
  for (const object of objects) {
    const [was, became] = [grantOf(before, object), grantOf(after, object)] as unknown as Record<string, unknown>[];
    const names = [...Object.keys(was!), ...Object.keys(became!)].filter((name) => JSON.stringify(was![name]) !== JSON.stringify(became![name]));
    if (!names.length) continue;
    const kept = names.reduce((grant, name) => without(grant, name), grantOf(result, object));
    const put = Object.fromEntries(names.filter((name) => was![name] !== undefined).map((name) => [name, was![name]]));
    result = withGrant(result, { ...kept, ...put });
  }
  return result;
}

export type Preset = 'nothing' | 'look' | 'own' | 'all';
export const presets: Preset[] = ['nothing', 'look', 'own', 'all'];

/** A usual set of rights over an object: to look, to work with one's own, everything. */
export function withPreset(grants: Grant[], object: ObjectMeta, preset: Preset): Grant[] {
  const { fields } = grantOf(grants, object.name);
  const given: Partial<Record<Act, Given>> = {};
  const own: Given = object.grant.mine.length ? { rows: 'mine' } : true;
  for (const act of actsOf(object)) {
    if (preset === 'all') given[act] = true;
    if (preset === 'look' && act === 'read') given[act] = true;
    if (preset === 'own' && ['read', 'update', 'delete', 'export'].includes(act)) given[act] = own;
    if (preset === 'own' && act === 'create') given[act] = true;
  }
  const actions = preset === 'all' || preset === 'own' ? object.actions.map((action) => action.name) : [];
  return withGrant(grants, { object: object.name, ...given, ...(actions.length ? { actions } : {}), ...(fields && preset !== 'nothing' ? { fields } : {}) });
}

const rank: Level[] = ['none', 'mine', 'team', 'filter', 'all'];

export interface Source {
  role: string;
  given: Given;
}

/** What several roles give together for an act: the widest, and which roles give anything. */
export function together(roles: { name: string; grants: Grant[] }[], object: string, act: Act): { level: Level; sources: Source[] } {
  const sources = roles.map((role) => ({ role: role.name, given: grantOf(role.grants, object)[act] })).filter(({ given }) => levelOf(given) !== 'none');
  const level = sources.reduce<Level>((most, { given }) => (rank.indexOf(levelOf(given)) > rank.indexOf(most) ? levelOf(given) : most), 'none');
  return { level, sources };
}

export interface Person {
  id: string;
  team: string | null;
}

/** The team and all below it. */
export function teamsBelow(team: string | null, teams: { id: string; parent: string | null }[]): string[] {
  if (!team) return [];
  return [team, ...teams.filter((other) => other.parent === team && other.id !== team).flatMap((other) => teamsBelow(other.id, teams))];
}

/** A filter with `me` replaced by the person it is asked about. */
export function asPerson(filter: unknown, person: string): unknown {
  if (filter === 'me') return person;
  if (Array.isArray(filter)) return filter.map((part) => asPerson(part, person));
  if (typeof filter !== 'object' || filter === null) return filter;
  return Object.fromEntries(Object.entries(filter).map(([key, value]) => [key, asPerson(value, person)]));
}

/** The filter that picks the records a grant means for a person; null when there are none. */
export function filterFor(object: ObjectMeta, given: Given, person: Person, teams: { id: string; parent: string | null }[]): Filter | null {
  const level = levelOf(given);
  if (level === 'none') return null;
  if (level === 'all') return {};
  if (level === 'filter') return asPerson((given as { rows: Filter }).rows, person.id) as Filter;
  const several = (name: string) => object.fields.find((field) => field.name === name)?.kind === 'links';
  const own = object.grant.mine.map((name): Filter => ({ [name]: several(name) ? { has: person.id } : person.id }));
  const below = level === 'team' ? teamsBelow(person.team, teams) : [];
  const ofTeam = below.length ? object.grant.mine.filter((name) => !several(name)).map((name): Filter => ({ [`${name}.team`]: { in: below } })) : [];
  const parts = [...own, ...ofTeam];
  return parts.length === 1 ? parts[0]! : parts.length ? { or: parts } : null;
}

/** The filter of everything several grants mean together; null when there is nothing. */
export function filterForAll(object: ObjectMeta, all: Given[], person: Person, teams: { id: string; parent: string | null }[]): Filter | null {
  const filters = all.map((given) => filterFor(object, given, person, teams)).filter((filter): filter is Filter => filter !== null);
  if (!filters.length) return null;
  if (filters.some((filter) => !Object.keys(filter).length)) return {};
  return filters.length === 1 ? filters[0]! : { or: filters };
}
