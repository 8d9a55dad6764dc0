export const newPasswordMessages = {
  rule: (least: number) => `At least ${least} characters.`,
  missing: (count: number) => (count === 1 ? 'One more character.' : `${count} more characters.`),
  fair: 'Longer is better.',
  good: 'Good length.',
  tooShort: (least: number) => `Enter at least ${least} characters.`,
  weak: (reason: string) => `This password ${reason}. Choose another one.`,
} as const;
