import type { Input, Output } from '../../contract/channels.ts'
import type { Names } from './plan-view.ts'

type View = Output<'activity.list'>
type Entry = View['entries'][number]
type Kind = Input<'activity.list'>['kind']
type Line = { readonly position: number; readonly line: string }

/** Entries of one page. */
const most = 100
/** Lines that are read at once, and for one page: a visit over thousands of devices has hundreds of thousands. */
const chunk = 2_000
const longestSearch = 60_000

/** Beginnings of the types of each kind. Readings and outcomes of single items are shown where the device is, unless asked for. */
const kinds: Readonly<Record<Exclude<Kind, 'all'>, readonly string[]>> = {
  changes: ['change', 'plan.', 'password.change', 'device.activation', 'firmware.', 'second-person.', 'certificate.'],
  logins: ['login.', 'password.', 'passwords.', 'second-person.'],
  readings: ['discovery.', 'assess.', 'device.', 'fact.', 'finding', 'segmentation.', 'scope.', 'snapshot.'],
  statements: ['item.', 'attestation.', 'waiver.', 'risk.', 'witness.', 'checklist.'],
  evidence: ['seal', 'time.', 'identity.', 'witness.', 'visit.', 'passwords.'],
}
const singleItems: readonly string[] = ['finding', 'fact.read']

const isWanted = (kind: Kind, type: string): boolean =>
  kind === 'all' ? !singleItems.includes(type) : kinds[kind].some((start) => type.startsWith(start))

/** One page of the log, newest first. `page` gives lines before a position, newest first. */
export function activityView(
  { kind, before }: Input<'activity.list'>,
  page: (before: number | null, most: number) => readonly Line[],
  names: Names,
): View {
  const entries: Entry[] = []
  let at = before
  for (let searched = 0; searched < longestSearch; searched += chunk) {
    const lines = page(at, chunk)
    for (const { position, line } of lines) {
      at = position
      const type = /"type":"([^"\\]+)"/.exec(line)?.[1]
      if (type === undefined || !isWanted(kind, type)) continue
      entries.push(entryOf(position, line, names))
      if (entries.length === most) return { entries, next: at }
    }
    if (lines.length < chunk) return { entries, next: null }
  }
  return { entries, next: at }
}

/** What proves or names lines to machines, and tells people nothing. */
const unspoken = new Set(['t', 'mono', 'type', 'device', 'prev', 'seq', 'hash', 'token', 'sha256', 'drawing', 'signer'])
const longest = 300

function entryOf(position: number, line: string, names: Names): Entry {
  const event = JSON.parse(line) as Readonly<Record<string, unknown>>
  const deviceId = typeof event.device === 'string' && isUuid(event.device) ? event.device : null
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(event)) {
    const word = unspoken.has(name) ? null : wordOf(value)
    if (word !== null) values[name] = word
  }
  if (typeof event.fix === 'string') values.title = names.fix(event.fix)
  return {
    line: position,
    at: String(event.t),
    type: String(event.type),
    deviceId,
    device: deviceId === null ? null : names.device(deviceId),
    values,
  }
}

function wordOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return isUuid(value) ? null : value.slice(0, longest)
  if (!Array.isArray(value)) return null
  return value.length <= 4 && value.every((one) => typeof one === 'string' && !isUuid(one))
    ? value.join(', ').slice(0, longest)
    : String(value.length)
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
