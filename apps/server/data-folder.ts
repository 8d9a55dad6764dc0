import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the all-in-one process makes once and keeps beside its database. */
interface Kept {
  secret: string;
  demoPassword: string;
}

/** The folder that survives restarts: database files, and the secrets in a file that its owner alone can read. */
export class DataFolder {
  readonly secret: string;
  readonly demoPassword: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    const kept = this.read() ?? this.create();
    this.secret = kept.secret;
    this.demoPassword = kept.demoPassword;
  }

  get database(): string {
    return path.resolve(this.folder, 'postgres');
  }

  private get file(): string {
    return path.resolve(this.folder, 'secrets.json');
  }

  private read(): Kept | null {
    return existsSync(this.file) ? (JSON.parse(readFileSync(this.file, 'utf8')) as Kept) : null;
  }

  private create(): Kept {
    const kept = { secret: randomBytes(32).toString('base64url'), demoPassword: randomBytes(9).toString('base64url') };
    writeFileSync(this.file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    return kept;
  }
}
