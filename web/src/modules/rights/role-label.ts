// A role's name; the built-in ones are said in the reader's language.

import { t, type MessageKey } from '../../ui/language';
import './words';

const builtIn = ['administrator', 'manager', 'salesperson', 'service_agent', 'marketer', 'call_agent', 'analyst', 'reader'];

export const roleLabel = (name: string) => (builtIn.includes(name) ? t(`role.${name}` as MessageKey) : name);
