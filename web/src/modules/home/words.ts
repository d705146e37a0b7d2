// What is said here comes with it.

import { speak } from '../../ui/language';
import { homeWords } from '../../ui/messages/home';

await speak(homeWords);
