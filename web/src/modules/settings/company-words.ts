// What is said here comes with it.

import { speak } from '../../ui/language';
import { companyWords } from '../../ui/messages/company';

await speak(companyWords);
