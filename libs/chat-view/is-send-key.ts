type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode'>;

/** Enter sends; with Shift or Alt it breaks the line, and the Enter that ends an input method's composition does neither. */
export function isSendKey({ key, shiftKey, altKey, isComposing, keyCode }: Key): boolean {
  // Safari ends the composition before this event, and leaves 229 behind.
  return key === 'Enter' && !shiftKey && !altKey && !isComposing && keyCode !== 229;
}
