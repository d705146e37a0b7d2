// What is said here comes with it.

import { speak } from '../../ui/language';
import { calendarWords } from '../../ui/messages/calendar';

await speak(calendarWords);
