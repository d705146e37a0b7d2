// What happened around a record: its timeline and the changes of its fields, which the server keeps apart, as one.

import { get } from '../../app/api';
import type { Item, LinkValue, ObjectMeta, Page, TimelineItem } from '../../app/types';

/** Where the reading of both goes on: what was read and not shown yet, and the cursor; undefined at the end. */
interface Stream {
  held: TimelineItem[];
  cursor: string | null | undefined;
}

export type Reach = [Stream, Stream];

export const atBegin: Reach = [{ held: [], cursor: null }, { held: [], cursor: null }];

const size = 50;

/** The newest of both as far as both are known; what is in both is told once. */
export function mingled([a, b]: Reach): { items: TimelineItem[]; next: Reach | null } {
  const items: TimelineItem[] = [];
  const rest: Reach = [{ ...a, held: [...a.held] }, { ...b, held: [...b.held] }];
  const isKnown = ({ held, cursor }: Stream) => held.length > 0 || cursor === undefined;
  while (rest.every(isKnown) && rest.some(({ held }) => held.length)) {
    const [one, other] = [rest[0].held[0], rest[1].held[0]];
    const newest = (!other || (one && one.at >= other.at) ? rest[0] : rest[1]).held.shift()!;
    if (!items.some(({ id }) => id === newest.id)) items.push(newest);
  }
  const more = rest.some(({ held, cursor }) => held.length || cursor !== undefined);
  return { items, next: more ? rest : null };
}

/** What the server calls changes. */
const changeKinds = 'created,updated,moved,deleted,restored,merged';

/** A page of everything, or of the changes alone. */
export async function eventsOf(object: ObjectMeta, id: string, changes: boolean, reach: Reach, signal: AbortSignal) {
  const read = async (kind: 'timeline' | 'history', stream: Stream): Promise<Stream> => {
    if (stream.held.length || stream.cursor === undefined) return stream;
    const kinds = changes && kind === 'timeline' ? changeKinds : undefined;
    const page = await get<Page<TimelineItem>>(`${object.name}/${id}/${kind}`, { limit: size, cursor: stream.cursor, kinds }, signal);
    return { held: page.items, cursor: page.next ?? undefined };
  };
  return mingled(await Promise.all([read('timeline', reach[0]), read('history', reach[1])]));
}

/** The activities of one kind around a record, as the timeline shows them. */
export async function activitiesOf(object: ObjectMeta, id: string, kind: string, cursor: string | null, signal: AbortSignal): Promise<Page<TimelineItem>> {
  const around = object.name === 'party' ? { or: [{ party: id }, { participants: { has: id } }] } : { about: { object: object.name, id } };
  const page = await get<Page<Item>>('activity', { filter: JSON.stringify({ kind, ...around }), sort: '-created_at', limit: size, cursor }, signal);
  const items = page.items.map((one) => ({ id: one.id, at: String(one.starts_at ?? one.created_at), by: one.created_by as LinkValue | null, kind: 'activity', object: 'activity', record: { id: one.id, title: one.title }, activity: one }));
  return { ...page, items };
}
