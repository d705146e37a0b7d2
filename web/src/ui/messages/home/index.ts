// The messages of home, for `speak`.

export const homeWords = {
  en: async () => (await import('./en')).en,
  pl: async () => (await import('./pl')).pl,
  mk: async () => (await import('./mk')).mk,
};
