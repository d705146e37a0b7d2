// What is said before the door comes with it.

import { speak } from '../ui/language';
import { entranceWords } from '../ui/messages/entrance';

await speak(entranceWords);
