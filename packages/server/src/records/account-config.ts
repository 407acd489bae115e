import type { DatabaseSync } from 'node:sqlite';

/** What holds for the whole account. */
export interface AccountSettings {
  /** Whether delivery URLs may name options in the place of a variant. */
  flexibleVariants: boolean;
  /** Seconds for which browsers may keep variants without a time of their own; `null` is two days. */
  browserTTL: number | null;
}

/** The account's configuration. */
export interface AccountConfig {
  get(): AccountSettings;
  set(change: Partial<AccountSettings>): void;
}

/** The configuration in a database. Held in memory, as every delivery needs it. */
export function openAccountConfig(database: DatabaseSync): AccountConfig {
  const row = database.prepare('SELECT flexible_variants, browser_ttl FROM config').get();
  const update = database.prepare(
    'UPDATE config SET flexible_variants = $flexible, browser_ttl = $ttl',
  );
  let settings: AccountSettings = {
    flexibleVariants: row?.flexible_variants === 1,
    browserTTL: typeof row?.browser_ttl === 'number' ? row.browser_ttl : null,
  };
  return {
    get: () => settings,
    set(change) {
      const changed = { ...settings, ...change };
      update.run({ $flexible: Number(changed.flexibleVariants), $ttl: changed.browserTTL });
      settings = changed;
    },
  };
}
