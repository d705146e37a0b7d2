// What the server says about itself and about records. The page is drawn from these alone.

export type Language = 'en' | 'pl' | 'mk';
export type Label = Partial<Record<Language, string>>;

export type Kind =
  | 'text' | 'long_text' | 'whole' | 'decimal' | 'money' | 'percent' | 'yes_no' | 'day' | 'moment'
  | 'choice' | 'choices' | 'tags' | 'link' | 'email' | 'phone' | 'url' | 'address' | 'file' | 'number'
  | 'link_any' | 'links' | 'json' | 'rollup' | 'person_name';

export interface Choice {
  name: string;
  label: Label;
  color?: number;
}

export interface Field {
  name: string;
  kind: Kind;
  label: Label;
  required?: boolean;
  read_only?: boolean;
  writable?: boolean;
  unique?: boolean;
  searchable?: boolean;
  sortable?: boolean;
  filterable?: boolean;
  sensitive?: boolean;
  own?: boolean;
  hidden?: boolean;
  /** One of the fields every record has: when it was made, by whom, its version. */
  system?: boolean;
  to?: string[];
  choices?: Choice[];
  digits?: number;
  max_length?: number;
  group?: string;
  default?: unknown;
}

export interface Action {
  name: string;
  label: Label;
  inputs: Field[];
}

export interface ListEntry {
  name: string;
  label: Label;
  icon?: string;
  filter: Filter;
  defaults?: Record<string, unknown>;
  list?: string[];
}

export interface Rights {
  read: boolean;
  create: boolean;
  update: boolean;
  delete: boolean;
  export: boolean;
  import: boolean;
}

export interface ObjectMeta {
  name: string;
  module: string;
  icon: string;
  own: boolean;
  label: Label;
  plural: Label;
  title: string;
  parent: string | null;
  hidden: boolean;
  /** Each record stands for itself: documents, entries of a ledger. */
  never_merged?: boolean;
  /** The field that says that a record is offered no more. */
  retired: string | null;
  can: Rights;
  actions: Action[];
  /** What a record looks like as a file: an invoice as PDF. */
  renditions: { name: string; label: Label; type: string }[];
  fields: Field[];
  list: string[];
  sort: string;
  form: string[];
  groups: { name: string; label: Label; fields: string[] }[];
  /** Fields that whoever arranged the page left out of it. */
  left_out?: string[];
  board: { field: string; sum?: string } | null;
  lists: ListEntry[];
  related: { object: string; field: string; label: Label }[];
  menu: { group: string; position: number } | null;
  /** Readable by everybody: a product, a stage, a user's name. */
  setting: boolean;
  /** By which of its links a record is somebody's; whose rights it follows instead of having its own. */
  grant: { mine: string[]; follows: string | null };
}

export interface Company {
  name: string;
  country: string;
  currency: string;
  zone: string;
  language: Language;
  more?: Record<string, unknown> | null;
  version?: number;
}

export interface Me {
  id: string;
  login: string;
  name: string;
  language: Language | null;
  zone: string | null;
  team: LinkValue | null;
  roles: LinkValue[];
  administrator: boolean;
  /** The cards of the first page in their order; null as the page shows them. */
  home: string[] | null;
  may: string[];
  second_factor: { on: boolean; required: boolean };
}

export interface Meta {
  version: string;
  names?: Record<string, Label>;
  /** What tags are called in each language, by the word that stands on records. */
  tags?: Record<string, Label>;
  /** The colours of records that have one, by their ids. */
  colors?: Record<string, number>;
  currencies: string[];
  company: Company;
  me: Me;
  /** The administrator who sees the page as this person does. */
  seen_by: LinkValue | null;
  objects: ObjectMeta[];
}

export interface LinkValue {
  id: string;
  title: string;
  object?: string;
  /** It is in the bin. */
  deleted?: boolean;
}

export type Money = { amount: string; currency: string };

export interface Address {
  street?: string | null;
  house?: string | null;
  flat?: string | null;
  postal_code?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
}

export type FileValue = { id: string; title: string; size: number; type: string };

/** A record as the server sends it: the values of its fields beside what every record has. */
export interface Item {
  id: string;
  version: number | string;
  title: string;
  /** With the whole record: which actions apply to it as it is, and are this person's to take. */
  actions?: string[];
  can?: { update: boolean; delete: boolean; restore: boolean };
  [field: string]: unknown;
}

export type Filter = Record<string, unknown>;

export interface Page<T = Item> { items: T[]; next: string | null; count?: { value: number; exact: boolean } }

export interface Hit extends LinkValue {
  object: string;
  subtitle?: string;
  matched?: string;
}

export interface Change {
  field: string;
  from: unknown;
  to: unknown;
}

export interface TimelineItem {
  id: string;
  at: string;
  by: LinkValue | null;
  kind: string;
  object?: string;
  record?: LinkValue;
  activity?: Record<string, unknown>;
  file?: Record<string, unknown>;
  changes?: Change[];
  source?: { operation: string; kind: string; name?: string }; // the import or merge it came by
}
