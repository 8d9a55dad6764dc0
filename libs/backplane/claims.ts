/** What may be used once: whoever claims a name first has it. Volatile. */
export abstract class Claims {
  /**
   * True for the first claim of a name on any instance, false for every other within the given seconds. While Redis is away:
   * the first on this instance. Never rejects.
   */
  abstract claim(name: string, seconds: number): Promise<boolean>;
}
