import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'wouter';

import type { Section } from './sections.ts';
import classes from './settings-navigation.module.css';
import { settingsMessages as texts } from './settings.messages.ts';

interface SettingsNavigationProps {
  sections: readonly Section[];
  /** The path of the section that is shown. */
  current: string | undefined;
}

export function SettingsNavigation({ sections, current }: SettingsNavigationProps) {
  const groups = Map.groupBy(sections, ({ group }) => group);
  return (
    <nav className={classes.navigation} aria-labelledby="settings-title">
      <h1 id="settings-title" className={classes.title}>
        {texts.title}
      </h1>
      {[...groups].map(([group, members]) => (
        <div key={group} className={classes.group}>
          <h2 id={`settings-${group}`} className={classes.groupTitle}>
            {texts.groups[group]}
          </h2>
          <ul className={classes.links} aria-labelledby={`settings-${group}`}>
            {members.map((section) => (
              <li key={section.path}>
                <SectionLink section={section} isCurrent={section.path === current} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function SectionLink({ section: { path, label, Icon }, isCurrent }: { section: Section; isCurrent: boolean }) {
  return (
    <Link href={`/settings/${path}`} className={classes.link} aria-current={isCurrent ? 'page' : undefined}>
      <Icon size={19} stroke={1.6} aria-hidden />
      <span className={classes.label}>{label}</span>
      <IconChevronRight size={17} className={`${classes.chevron} mantine-rotate-rtl`} aria-hidden />
    </Link>
  );
}
