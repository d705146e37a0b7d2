// The messages of these settings, for `speak`.

export const companyWords = {
  en: async () => (await import('./en')).en,
  pl: async () => (await import('./pl')).pl,
  mk: async () => (await import('./mk')).mk,
};
