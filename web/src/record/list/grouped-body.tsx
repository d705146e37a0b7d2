// The body of a list whose rows stand in groups.

import { RowsBody, type BodyProps } from './list-body';
import { useGroups } from './use-groups';
import { useRows } from './use-rows';

export function GroupedBody(props: BodyProps) {
  const { place, state } = props;
  const wish = { filter: state.wholeFilter, sort: state.sort, search: state.words };
  const flat = useRows(place.object.name, wish, false);
  const groups = useGroups(place.object, wish, state.waiting ? undefined : state.group, state.columns);
  return <RowsBody {...props} list={{ ...flat, ...groups, rows: groups.rows, stale: false, more: false, unseen: 0, reach: () => undefined }} />;
}
