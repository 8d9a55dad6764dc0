import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'wouter';

import { useClient, useMe } from '../session/session-context.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { useAction } from '../ui/use-action.ts';
import classes from './agent-menu.module.css';
import { shellMessages as texts } from './shell.messages.ts';

const SCHEMES = [
  { value: 'light', label: texts.light, Icon: IconSun },
  { value: 'dark', label: texts.dark, Icon: IconMoon },
  { value: 'auto', label: texts.auto, Icon: IconDeviceDesktop },
] as const satisfies readonly { value: MantineColorScheme; label: string; Icon: typeof IconSun }[];

export function AgentMenu() {
  const client = useClient();
  const me = useMe();
  const { run: signOut } = useAction(() => client.logout());
  return (
    <Menu position="right-end" width={232}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={texts.account(me.name)}>
          <PersonAvatar id={me.id} name={me.name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
        </div>
        <Menu.Item component={Link} href="/settings/account" leftSection={<IconUserCircle size={16} />}>
          {texts.accountSettings}
        </Menu.Item>
        <Menu.Divider />
        <ColorSchemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ColorSchemeItems() {
  // Mantine would otherwise stop transitions with a <style> element, which a strict Content-Security-Policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const choose = (value: string) => {
    const scheme = SCHEMES.find((known) => known.value === value);
    if (scheme) setColorScheme(scheme.value);
  };
  return (
    <>
      <Menu.Label>{texts.colorScheme}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={choose}>
        {SCHEMES.map(({ value, label, Icon }) => (
          <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} stroke={1.6} />}>
            {label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
