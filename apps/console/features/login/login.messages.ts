export const loginMessages = {
  documentTitle: 'Sign in – Parley',
  title: 'Sign in to Parley',
  subtitle: 'Your conversations are waiting for you.',
  email: 'E-mail address',
  emailMissing: 'Enter your e-mail address.',
  emailInvalid: 'This does not look like an e-mail address.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  showPassword: 'Show the password',
  submit: 'Sign in',
} as const;
