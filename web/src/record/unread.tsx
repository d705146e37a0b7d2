// What stands in the place of an answer that did not come, so that nobody takes it for "there is nothing".

import { problemText } from './store';

export function Unread({ of: { data, error } }: { of: { data: unknown; error: unknown } }) {
  return error && data === undefined ? <p className="problem" role="alert">{problemText(error)}</p> : null;
}
