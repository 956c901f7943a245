import type { Output } from '../../../electron/contract/channels.ts'
import { count, dateText, numberText } from '../format.ts'

type View = Output<'firmware.view'>
type Group = View['groups'][number]
type Standing = Group['is'][number]
type Vulnerability = NonNullable<Output<'devices.view'>['firmware']>['vulnerabilities'][number]

/** How many devices each thing holds of; more than one can hold of a device. */
export type StandingCounts = Readonly<Record<Standing | 'unjudged', number>>

const standing: Readonly<Record<Standing | 'unjudged', string>> = {
  exploited: 'Known exploited',
  flawed: 'Known flaws',
  ended: 'Past support',
  behind: 'Behind',
  suspect: 'Exploited flaw not ruled out',
  undecided: 'Undecided',
  quiet: 'No known issue',
  unjudged: 'Not judged',
}

/** What the screens say of firmware. No word here may promise more than the catalog knows on its day. */
export const firmware = {
  title: 'Firmware',
  standing,
  lead: (counts: StandingCounts, devices: number): string => {
    if (counts.unjudged === devices) return 'No firmware was judged in this visit. Assess the devices first.'
    const { exploited, suspect, ended, behind, undecided, unjudged } = counts
    const first =
      exploited === 0
        ? `Of ${count(devices, 'device')}, none is known to run firmware with flaws that are exploited`
        : `${numberText(exploited)} of ${count(devices, 'device')} ${exploited === 1 ? 'runs' : 'run'} firmware with flaws that are known to be exploited`
    const ruledOut = suspect === 0 ? '' : `; on ${numberText(suspect)} such a flaw cannot be ruled out`
    const rest = `${numberText(ended)} ${ended === 1 ? 'is' : 'are'} past support, ${numberText(behind)} behind the newest known firmware, and on ${numberText(undecided)} something is undecided.`
    const not = unjudged === 0 ? '' : ` ${count(unjudged, 'device was', 'devices were')} not judged.`
    return `${first}${ruledOut}. ${rest}${not}`
  },
  counts: 'Devices by what holds of their firmware',
  countsNote: 'More than one can hold of a device.',
  none: 'No device yet',
  noneText: 'Firmware is judged when devices are assessed.',
  noneButton: 'Go to Discover',
  toDevices: 'Go to Devices',
  chart: 'Fleet by maker, model and version',
  chartLabel: 'Devices by maker, model and version',
  devicesOf: (amount: number, model: string, version: string) => `${count(amount, 'device')} with ${model} ${version}`,
  devicesThat: (amount: number, what: string) => `${count(amount, 'device')}: ${what}`,
  showAll: (amount: number) => `Show all ${numberText(amount)}`,
  table: 'Firmware in use',
  model: 'Model',
  modelAndVersion: 'Model and version',
  devices: 'Devices',
  deviceCount: (amount: number) => count(amount, 'device'),
  support: 'Support',
  exploited: 'Known exploited',
  flaws: 'Other flaws',
  latest: 'Newest known',
  action: 'What to do',
  unnamedModel: 'model not known',
  unnamedVersion: 'version not known',
  notInCatalog: 'not in the catalog',
  notRuledOut: (amount: number) => `${numberText(amount)} not ruled out`,
  noneKnown: 'none known',
  more: (amount: number) => `and ${numberText(amount)} more`,
  unrated: 'not rated',
  openQuestions: (amount: number) => `${count(amount, 'question')} open`,
  supportState: {
    supported: (until: string | null) => (until === null ? 'supported, end not known' : `supported until ${until}`),
    ended: (until: string | null) => (until === null ? 'ended, date not known' : `ended ${until}`),
    'possibly-ended': (until: string | null) =>
      until === null ? 'may have ended' : `may have ended (${until}, no closer date is known)`,
    unknown: () => 'not known',
  } as Readonly<Record<Group['support']['state'], (until: string | null) => string>>,
  endOfYear: (year: string) => `end of ${year}`,
  endOfMonth: (month: string) => `end of ${month}`,
  currencyState: {
    current: 'the installed one',
    newer: 'the installed one is newer',
    behind: 'newer than the installed one',
    unknown: 'not known',
  } as Readonly<Record<Group['currency']['state'], string>>,
  behindBy: (releases: number | null, days: number | null): string | null => {
    const parts = [
      ...(releases === null ? [] : [`at least ${count(releases, 'release')}`]),
      ...(days === null ? [] : [count(days, 'day')]),
    ]
    return parts.length === 0 ? null : `${parts.join(' and ')} behind`
  },
  doThis: {
    upgrade: (to: string) => `Upgrade to ${to}`,
    replace: 'Replace the device',
    isolate: 'Isolate and monitor',
    'find-out': 'Find out',
    none: 'Nothing known asks for a change',
  },
  gains: 'What one upgrade would clear',
  gainsNote:
    'Held against this catalog, not tried on a device. What the catalog cannot decide for the new version is never counted as cleared.',
  noGains: 'The catalog names no newer version that would clear anything here.',
  gainTo: 'Upgrade to',
  gainClears: 'Flaws cleared',
  gainItems: 'Failing items cleared',
  gainLeft: 'Left over',
  cleared: (flaws: number, exploited: number) =>
    exploited === 0 ? numberText(flaws) : `${numberText(flaws)}, ${numberText(exploited)} of them known exploited`,
  itemsCleared: (clears: number, all: number) =>
    all === 0 ? 'none fails' : `${numberText(clears)} of ${numberText(all)}`,
  left: (keeps: number, cannotSay: number) => {
    const parts = [
      ...(keeps === 0 ? [] : [`${numberText(keeps)} ${keeps === 1 ? 'stays' : 'stay'}`]),
      ...(cannotSay === 0 ? [] : [`${numberText(cannotSay)} cannot be decided`]),
    ]
    return parts.length === 0 ? 'none' : parts.join(', ')
  },
  leftFlaws: 'flaws:',
  leftItems: 'items:',
  catalog: 'Firmware catalog',
  catalogLine: (version: number, date: string, age: number) =>
    `version ${version} of ${dateText(date)}, ${age === 0 ? 'of this day' : `${count(age, 'day')} old`}.`,
  catalogSource: {
    shipped: 'Came with this app.',
    imported: 'Imported from a signed file.',
  },
  catalogSize: (products: number, flaws: number) =>
    `${count(products, 'product')}, ${count(flaws, 'known flaw')}. It knows what its sources showed on its day.`,
  update: 'Update from a file',
  updated: (version: number, replaces: number) =>
    `Version ${version} takes the place of version ${replaces}. Assess the devices again, so that they are judged by it.`,
  judgedByOther: (devices: number) =>
    `${count(devices, 'device was', 'devices were')} judged with another version of the catalog. Assess again to judge with this one.`,
  filtered: (what: string) => `Firmware: ${what}`,
  filteredGone: 'an answer that has changed since',
  showAllDevices: 'Show all devices',
  back: 'Back to Firmware',
  // One device.
  notJudged: 'No firmware was judged in this visit.',
  installed: 'Installed',
  sale: 'Sale',
  sold: (passed: boolean, atLatest: boolean, date: string) =>
    `${passed ? 'ended' : 'ends'} ${atLatest ? `by ${date}, since when is not known` : date}`,
  saleNotKnown: 'end of sale not known',
  maker: 'Made by',
  answerOf: (version: number, date: string) => `Catalog ${version} of ${dateText(date)}`,
  because: 'Because',
  meanwhile: 'Until then',
  record: 'Record',
  reasons: 'Flaws in the catalog',
  noReasons: 'The catalog names no flaw for this device. That is what it knows on its day, and no more.',
  applies: { yes: 'Applies', check: 'Cannot decide', no: 'Ruled out' } as Readonly<
    Record<Vulnerability['applies'], string>
  >,
  flaw: 'Flaw',
  what: 'What is known',
  fixedIn: 'Repaired in',
  decides: (fact: string) => `Would decide it: ${fact}.`,
  confidence: {
    curated: 'read by a person',
    structured: 'from structured data',
    'text-parsed': 'read out of a description',
    'product-only': 'names the product only',
  } as Readonly<Record<Vulnerability['confidence'], string>>,
  openTitle: 'Open questions',
  sources: 'Sources',
  published: (date: string) => `published ${date}`,
  retrieved: (date: string) => `read ${date}`,
  openSource: (number: number) => `Open source ${number}`,
  openNote: 'A source opens in your browser, after a question. Nothing of this site is sent along.',
  notALink: 'no link',
} as const
