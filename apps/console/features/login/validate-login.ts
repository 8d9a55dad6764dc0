import { loginMessages as texts } from './login.messages.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** Only what is plainly wrong: whether an address exists is for the server to say. */
export function validateEmail(value: string): string | null {
  if (value.trim() === '') return texts.emailMissing;
  return /^\S+@\S+$/.test(value.trim()) ? null : texts.emailInvalid;
}

export const validateLogin = {
  email: validateEmail,
  password: (value: string) => (value === '' ? texts.passwordMissing : null),
};
