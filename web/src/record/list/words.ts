// What is said here comes with it.

import { speak } from '../../ui/language';
import { emptyWords } from '../../ui/messages/empty';

await speak(emptyWords);
