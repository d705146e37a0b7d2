// The messages of calendar, for `speak`.

export const calendarWords = {
  en: async () => (await import('./en')).en,
  pl: async () => (await import('./pl')).pl,
  mk: async () => (await import('./mk')).mk,
};
