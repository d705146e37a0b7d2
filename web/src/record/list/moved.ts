/** The names with one of them a place further. */
export function moved(names: string[], name: string, to: number): string[] {
  const rest = names.filter((other) => other !== name);
  const at = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, at), name, ...rest.slice(at)];
}
