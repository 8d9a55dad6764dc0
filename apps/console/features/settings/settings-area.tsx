import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from 'wouter';

import { useMe } from '../../session/session-context.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { sectionsFor } from './layout/sections.ts';
import classes from './layout/settings-area.module.css';
import { SettingsNavigation } from './layout/settings-navigation.tsx';
import './layout/settings-styles.ts';
import { settingsMessages as texts } from './layout/settings.messages.ts';

/** The settings, beside their navigation; without a section the first one stands there. On a phone these are two screens. */
export function SettingsArea({ path }: { path: string | undefined }) {
  const sections = sectionsFor(useMe());
  const section = path === undefined ? sections[0] : sections.find((known) => known.path === path);
  return (
    <div className={classes.area} data-screen={path === undefined ? 'list' : 'detail'}>
      <SettingsNavigation sections={sections} current={section?.path} />
      {section ? (
        <main key={section.path} className={classes.detail}>
          <section.Page />
        </main>
      ) : (
        <MissingSection />
      )}
    </div>
  );
}

function MissingSection() {
  const back = (
    <Button component={Link} href="/settings" size="sm">
      {texts.toSettings}
    </Button>
  );
  return (
    <div className={classes.detail}>
      <MessagePage
        icon={<IconCompass stroke={1.5} />}
        title={texts.missingTitle}
        text={texts.missingText}
        action={back}
      />
    </div>
  );
}
