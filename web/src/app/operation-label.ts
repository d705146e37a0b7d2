// The name of a kind of operation, as the list of operations says it.

import { t, type MessageKey } from '../ui/language';

const kinds = ['bulk', 'import', 'merge', 'retire', 'undo'];

export const operationLabel = (kind: string) => (kinds.includes(kind) ? t(`operation.${kind}` as MessageKey) : kind);
