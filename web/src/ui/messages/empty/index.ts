// The messages of empty lists, for `speak`.

export const emptyWords = {
  en: async () => (await import('./en')).en,
  pl: async () => (await import('./pl')).pl,
  mk: async () => (await import('./mk')).mk,
};
