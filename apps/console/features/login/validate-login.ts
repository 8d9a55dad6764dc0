import { loginMessages as texts } from './login.messages.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** Only what is plainly wrong: whether an address exists is for the server to say. */
export const validateLogin = {
  email: (value: string) => {
    if (value.trim() === '') return texts.emailMissing;
    return /^\S+@\S+$/.test(value.trim()) ? null : texts.emailInvalid;
  },
  password: (value: string) => (value === '' ? texts.passwordMissing : null),
};
