// What is said at an address that was sent to a customer comes with it.

import { speak } from '../../ui/language';
import { sharedWords } from '../../ui/messages/shared';

await speak(sharedWords);
