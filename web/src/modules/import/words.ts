// What is said here comes with it.

import { speak } from '../../ui/language';
import { importWords } from '../../ui/messages/import';

await speak(importWords);
