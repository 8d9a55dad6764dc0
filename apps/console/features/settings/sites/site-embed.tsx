import { CopyField } from '../../../ui/copy-field.tsx';
import { SettingsCard } from '../layout/settings-card.tsx';
import classes from './sites.module.css';
import { sitesMessages as texts } from './sites.messages.ts';
import { embedSnippet } from './snippets.ts';

export function SiteEmbed({ siteKey }: { siteKey: string }) {
  return (
    <SettingsCard title={texts.embed} description={texts.embedText}>
      <div className={classes.stack}>
        <CopyField label={texts.snippet} value={embedSnippet(location.origin, siteKey)} />
        <CopyField label={texts.siteKey} value={siteKey} />
      </div>
    </SettingsCard>
  );
}
