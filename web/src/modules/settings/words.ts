// What is said here comes with it.

import { speak } from '../../ui/language';
import { settingsWords } from '../../ui/messages/settings';

await speak(settingsWords);
