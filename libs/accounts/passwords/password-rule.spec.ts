import { requireStrongPassword } from './password-rule.ts';

const owner = { name: 'Ada Lovelace', email: 'ada.lovelace@analytical.test', workspaceName: 'Analytical Engines' };
const judged = (password: string): Promise<void> => requireStrongPassword(password, owner, 'password');

describe('requireStrongPassword', () => {
  it.each([
    'correct horse battery staple',
    'k8Jq2ZpX1v',
    'vier kleine Elefanten',
    'пароль моей бабушки',
    '夏の夜の夢を見る猫です',
  ])('takes %s, whatever kinds of characters it has', async (password) => {
    await expect(judged(password)).resolves.toBeUndefined();
  });

  it.each([
    ['Password123!', 'leaked'],
    ['iloveyou1234', 'leaked'],
    ['qwertyuiop', 'most common'],
    ['aaaaaaaaaaaa', 'repeated'],
    ['ada.lovelace1', 'your name'],
    ['Analytical2026', 'workspace'],
    ['lovelace2024', 'your name'],
    ['1qaz2wsx3edc', 'leaked'],
    ['P@ssw0rd2025', 'leaked'],
    ['abcdefghijkl', 'sequence'],
    ['Ｐａｓｓｗｏｒｄ１２３', 'leaked'],
  ])('refuses %s and says why', async (password, reason) => {
    await expect(judged(password)).rejects.toMatchObject({
      code: 'weak_password',
      details: [{ path: 'password', message: expect.stringContaining(reason) }],
    });
  });

  it('judges the longest input that is allowed by its beginning', async () => {
    await expect(judged('4@8({[<369&#!1|0$5+7%2'.repeat(10).slice(0, 200))).resolves.toBeUndefined();
    await expect(judged('p@$$w0rd'.repeat(25))).rejects.toMatchObject({ code: 'weak_password' });
  });
});
