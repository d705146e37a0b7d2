// Reads the metadata again after the shape was changed.

import { metaQuery, queries } from '../../app/session';

export const readShape = () => queries.invalidateQueries({ queryKey: metaQuery.queryKey });
