import { setTimeout } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';

import type { Subject } from '#accounts';
import { Bus, channels } from '#backplane';
import type { Subscription } from '#backplane';
import { PrismaService } from '#database';

import { isOriginAllowed } from './origins.ts';

interface SiteEntry {
  id: string;
  publicKey: string;
  allowedOrigins: string[];
}

interface Snapshot {
  byKey: ReadonlyMap<string, SiteEntry>;
  byId: ReadonlyMap<string, SiteEntry>;
  /** Origins and patterns of all sites; empty when one of them allows every origin. */
  all: readonly string[];
  readAt: number;
}

const KEPT_MS = 10_000;
/** What would be refused waits this long since the reading before: strangers cannot make the database read more often. */
const SPACING_MS = 1_000;

/**
 * What the sites of this installation say about the websites they are on. It is asked for every frame, preflight and foreign
 * handshake, so it is kept: until a site changes, and ten seconds at most, should that notice be lost. What it would refuse is read
 * anew first, once a second for all who are to be refused. Sessions and sockets do not rely on it: they are checked against the database.
 */
@Injectable()
export class SiteOrigins implements OnModuleInit, OnModuleDestroy {
  #current: Promise<Snapshot> | undefined;
  #next: Promise<Snapshot> | undefined;
  #afterMiss: Promise<Snapshot> | undefined;
  #subscription: Promise<Subscription> | undefined;

  constructor(
    private readonly prisma: PrismaService,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe(channels.control, (message) => this.hear(message));
  }

  async onModuleDestroy(): Promise<void> {
    (await this.#subscription)?.close();
  }

  /** Which origins may embed the site's widget; empty: every one; null: there is no such site. */
  async ofKey(publicKey: string): Promise<readonly string[] | null> {
    const find = ({ byKey }: Snapshot) => byKey.get(publicKey);
    return (await this.lookUp(find))?.allowedOrigins ?? null;
  }

  /** Whether pages of this origin may use this site, named by its public key. */
  async isAllowedByKey(origin: string, publicKey: string): Promise<boolean> {
    return this.lookUp(({ byKey }) => allows(byKey.get(publicKey), origin));
  }

  /** The same, for a site named by its id. */
  async isAllowed(origin: string, siteId: string): Promise<boolean> {
    return this.lookUp(({ byId }) => allows(byId.get(siteId), origin));
  }

  /** Whether pages of this origin may use any site at all: for requests that do not say yet which. */
  async isKnown(origin: string): Promise<boolean> {
    return this.lookUp(({ byId, all }) => byId.size > 0 && isOriginAllowed(origin, all));
  }

  private hear(message: string): void {
    const subjects = JSON.parse(message) as Subject[];
    if (subjects.some(({ kind }) => kind === 'site')) this.#current = undefined;
  }

  private async lookUp<T>(look: (snapshot: Snapshot) => T): Promise<T> {
    const kept = await this.kept();
    return look(kept) || look(await this.anewAfter(kept));
  }

  private async kept(): Promise<Snapshot> {
    const snapshot = await this.#current?.catch(() => undefined);
    if (!snapshot) return this.anew();
    // An old answer is better than none while the database is away.
    return Date.now() - snapshot.readAt < KEPT_MS ? snapshot : this.anew().catch(() => snapshot);
  }

  /** What is read from now on, not what is being read already; all who ask meanwhile share it. */
  private anew(): Promise<Snapshot> {
    return (this.#next ??= this.afterCurrent());
  }

  /** All who miss something meanwhile share it. */
  private anewAfter({ readAt }: Snapshot): Promise<Snapshot> {
    return (this.#afterMiss ??= setTimeout(Math.max(0, readAt + SPACING_MS - Date.now())).then(() => {
      this.#afterMiss = undefined;
      return this.anew();
    }));
  }

  private async afterCurrent(): Promise<Snapshot> {
    await this.#current?.catch(() => undefined);
    this.#next = undefined;
    return (this.#current = this.read());
  }

  private async read(): Promise<Snapshot> {
    const readAt = Date.now();
    const sites = await this.prisma.site.findMany({ select: { id: true, publicKey: true, allowedOrigins: true } });
    const isOpen = sites.some(({ allowedOrigins }) => allowedOrigins.length === 0);
    return {
      byKey: new Map(sites.map((site) => [site.publicKey, site])),
      byId: new Map(sites.map((site) => [site.id, site])),
      all: isOpen ? [] : sites.flatMap(({ allowedOrigins }) => allowedOrigins),
      readAt,
    };
  }
}

function allows(site: SiteEntry | undefined, origin: string): boolean {
  return site !== undefined && isOriginAllowed(origin, site.allowedOrigins);
}
