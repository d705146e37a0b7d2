// What is said here comes with it.

import { speak } from '../../ui/language';
import { analysisWords } from '../../ui/messages/analysis';

await speak(analysisWords);
