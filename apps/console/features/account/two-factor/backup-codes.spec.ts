import { codeProblem, plainCode } from '../../login/second-factor-code.ts';
import { codesFile, readableCode } from './backup-codes.ts';

it('a backup code is shown in halves, and entered as it is shown', () => {
  expect(readableCode('abcde23456')).toBe('abcde-23456');
  expect(plainCode(readableCode('abcde23456'))).toBe('abcde23456');
  expect(codeProblem('backup', readableCode('abcde23456'))).toBeNull();
});

it('the file of backup codes says whose they are, and has one in each line', () => {
  const lines = codesFile(['abcde23456', 'fghij23456'], 'ada@example.com').split('\n');
  expect(lines[0]).toContain('ada@example.com');
  expect(lines.slice(-3)).toEqual(['abcde-23456', 'fghij-23456', '']);
});
