// What is said about duplicates comes with what says it.

import { speak } from '../../ui/language';
import { duplicateWords } from '../../ui/messages/duplicates';

await speak(duplicateWords);
