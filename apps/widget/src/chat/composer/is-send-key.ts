/** Enter sends, Shift+Enter breaks the line, and the Enter that ends an input method's composition does neither. */
export function isSendKey({ key, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean {
  // Safari ends the composition before this event, and leaves 229 behind.
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
}
