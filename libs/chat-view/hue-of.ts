/** The same id has the same colour everywhere: 0 … `hues` - 1. */
export function hueOf(id: string, hues: number): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % hues;
}
