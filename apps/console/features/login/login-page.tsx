import { useDocumentTitle } from '@mantine/hooks';

import { Logo } from '../../ui/logo.tsx';
import { LoginForm } from './login-form.tsx';
import classes from './login-page.module.css';
import { loginMessages as texts } from './login.messages.ts';

export function LoginPage() {
  useDocumentTitle(texts.documentTitle);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.mark}>
          <Logo size={30} />
        </div>
        <h1 className={classes.title}>{texts.title}</h1>
        <p className={classes.subtitle}>{texts.subtitle}</p>
        <LoginForm />
      </div>
    </main>
  );
}
