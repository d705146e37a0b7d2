// The messages of what is shared by an address, for `speak`.

export const sharedWords = {
  en: async () => (await import('./en')).en,
  pl: async () => (await import('./pl')).pl,
  mk: async () => (await import('./mk')).mk,
};
