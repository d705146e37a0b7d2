// What is said here comes with it.

import { speak } from '../../ui/language';
import { peopleWords } from '../../ui/messages/people';

await speak(peopleWords);
