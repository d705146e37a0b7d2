// What an address that was sent to a customer shows.

import type { Language } from '../../app/types';
import type { Block } from './blocks';

export interface Input {
  name: string;
  label: string;
  kind: string;
  required?: boolean;
}
export interface Action {
  name: string;
  label: string;
  stands_out?: boolean;
  inputs: Input[];
}
export interface Face {
  kind: string;
  title: string;
  company: string;
  language: Language;
  valid_until: string;
  state?: { value: string; label: string; color: number };
  blocks: Block[];
  conversation: { by: string; at: string; text: string; ours: boolean }[];
  actions: Action[];
}
