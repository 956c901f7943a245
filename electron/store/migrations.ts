import type { SqliteDatabase } from './database.ts'
import { StoreError } from './errors.ts'

/** 'FSel': tells a site file from any other encrypted SQLite file. @see SQLite, PRAGMA application_id */
const applicationId = 0x46_53_65_6c

/**
 * The steps from an empty database to the newest one; `user_version` counts the steps that were taken.
 * A released step is never edited: a change is a new step at the end.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE site (id INTEGER PRIMARY KEY CHECK (id = 1), record TEXT NOT NULL) STRICT;
  CREATE TABLE devices (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
  CREATE TABLE conflicts (position INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE visits (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
  CREATE TABLE readings (
    visit_id TEXT NOT NULL REFERENCES visits (id), device_id TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('as-found', 'as-left')),
    readings TEXT NOT NULL, PRIMARY KEY (visit_id, device_id, phase)
  ) STRICT;
  CREATE TABLE findings (
    visit_id TEXT NOT NULL REFERENCES visits (id), device_id TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('as-found', 'as-left')),
    findings TEXT NOT NULL, PRIMARY KEY (visit_id, device_id, phase)
  ) STRICT;
  CREATE TABLE changes (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    visit_id TEXT NOT NULL REFERENCES visits (id), record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_of_visit ON changes (visit_id);
  CREATE TABLE log (
    visit_id TEXT NOT NULL REFERENCES visits (id), position INTEGER NOT NULL, line TEXT NOT NULL,
    PRIMARY KEY (visit_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE pins (
    address TEXT NOT NULL, port INTEGER NOT NULL, certificate_sha256 TEXT NOT NULL, PRIMARY KEY (address, port)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE secrets (id TEXT PRIMARY KEY, version INTEGER NOT NULL, blob BLOB NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, device_id TEXT NOT NULL, visit_id TEXT NOT NULL REFERENCES visits (id),
    login TEXT NOT NULL, username TEXT NOT NULL, credential_tag TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attempts_of_device ON attempts (device_id);
  CREATE TABLE packs (
    position INTEGER PRIMARY KEY, pack_id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL,
    visit_id TEXT NOT NULL REFERENCES visits (id), record TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE attestations (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
  CREATE TABLE waivers (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
  CREATE TABLE attachments (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE password_proofs (
    position INTEGER PRIMARY KEY, device_id TEXT NOT NULL, login TEXT NOT NULL, username TEXT NOT NULL,
    new_accepted INTEGER NOT NULL, old_refused INTEGER NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX password_proofs_of_device ON password_proofs (device_id);
  CREATE INDEX changes_of_device ON changes (json_extract(record, '$.deviceId'));
  CREATE TABLE own_checklists (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE site_readings (fact TEXT PRIMARY KEY, reading TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE excerpts (
    visit_id TEXT NOT NULL REFERENCES visits (id), device_id TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('as-found', 'as-left')),
    excerpts TEXT NOT NULL, PRIMARY KEY (visit_id, device_id, phase)
  ) STRICT;
  `,
  `
  CREATE TABLE finding_summaries (
    visit_id TEXT NOT NULL REFERENCES visits (id), device_id TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (visit_id, device_id)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE snapshots (
    visit_id TEXT NOT NULL REFERENCES visits (id), device_id TEXT NOT NULL, at TEXT NOT NULL,
    record TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (visit_id, device_id)
  ) STRICT;
  CREATE INDEX snapshots_of_device ON snapshots (device_id);
  CREATE TABLE withdrawals (attestation_id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE holder (id INTEGER PRIMARY KEY CHECK (id = 1), record TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE config_copies (position INTEGER PRIMARY KEY, device_id TEXT NOT NULL, record TEXT NOT NULL) STRICT;
  CREATE INDEX config_copies_of_device ON config_copies (device_id);
  `,
  `
  CREATE TABLE risks (
    item TEXT NOT NULL, device_id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (item, device_id)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE finding_ends (
    visit_id TEXT NOT NULL REFERENCES visits (id), device_id TEXT NOT NULL, ends TEXT NOT NULL,
    PRIMARY KEY (visit_id, device_id)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE drafts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE draft_files (
    draft TEXT NOT NULL, id TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (draft, id)
  ) STRICT;
  `,
  // Summaries name what is open by its item alone: a long list is read in a fraction of the time.
  `
  UPDATE finding_summaries SET summary = json_remove(json_set(summary,
    '$.open', (SELECT json_group_array(one.value ->> 'item') FROM json_each(summary, '$.open') AS one),
    '$.openCritical', (SELECT json_group_array(one.value ->> 'item') FROM json_each(summary, '$.open') AS one
                       WHERE one.value ->> 'severity' = 'critical'),
    '$.worst', CASE json_array_length(summary, '$.open') WHEN 0 THEN NULL
               ELSE json_set(summary -> '$.open[0]', '$.title', summary -> '$.worstTitle') END
  ), '$.worstTitle');
  `,
  // What a person decides moves with every tick: beside the plan, which can be large and never changes.
  `
  CREATE TABLE plans (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    visit_id TEXT NOT NULL REFERENCES visits (id), record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE plan_choices (
    plan_id TEXT PRIMARY KEY REFERENCES plans (id), choice TEXT NOT NULL,
    in_front INTEGER NOT NULL CHECK (in_front IN (0, 1))
  ) STRICT;
  `,
]

export const newestVersion = steps.length

/**
 * Brings a database to the newest version, one step per transaction: after a crash it stands between two steps.
 * @throws {StoreError} `store/too-new` when a newer Fieldseal wrote it; nothing was changed
 */
export function migrate(db: SqliteDatabase, name: string, upTo = newestVersion): void {
  const version = Number(db.pragma('user_version', { simple: true }))
  const application = Number(db.pragma('application_id', { simple: true }))
  if (application !== applicationId && !(version === 0 && application === 0)) {
    throw new StoreError('store/not-a-site', `${name} is an encrypted database, but not a site file.`)
  }
  if (version > newestVersion) {
    throw new StoreError(
      'store/too-new',
      `${name} has format ${version}; this version of Fieldseal knows formats up to ${newestVersion}.`,
    )
  }
  for (const [index, step] of steps.slice(0, upTo).entries()) {
    if (index < version) continue
    db.transaction(() => {
      db.exec(step)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
}
