// Events that overlap stand beside each other.

interface Timed {
  from: number | null;
  to: number | null;
}

/** The lane of each event and how many lanes there are where it stands. */
export function lanes<Event extends Timed>(events: Event[]): Map<Event, { lane: number; of: number }> {
  const placed = new Map<Event, { lane: number; of: number }>();
  const sorted = [...events].sort((a, b) => a.from! - b.from! || b.to! - a.to!);
  let cluster: Event[] = [];
  let until = -1;
  const close = () => {
    const of = Math.max(1, ...cluster.map((one) => placed.get(one)!.lane + 1));
    for (const one of cluster) placed.get(one)!.of = of;
    cluster = [];
  };
  for (const one of sorted) {
    if (one.from! >= until) close();
    const taken = new Set(cluster.filter((other) => other.to! > one.from!).map((other) => placed.get(other)!.lane));
    let lane = 0;
    while (taken.has(lane)) lane++;
    placed.set(one, { lane, of: 1 });
    cluster.push(one);
    until = Math.max(until, one.to!);
  }
  close();
  return placed;
}
