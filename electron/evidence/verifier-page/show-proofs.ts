import { type KeyTier, keyTierWords } from '../../model/key-tier.ts'
import { visibleText } from '../../model/visible-text.ts'
import { vanishedWords } from '../verify/account-words.ts'
import type { SeriesReport } from '../verify/series.ts'
import type { VerifyReport } from '../verify/verify-pack.ts'
import { chapter, make, named } from './make.ts'

const shown = (text: string): string => visibleText(text, 1_000)
const tierText = (tier: KeyTier): string => `kept ${keyTierWords[tier]}, as the pack says`

/** Who sealed, who signed besides with a key of their own, and, apart from that, who drew a signature on the screen. */
export function people(report: VerifyReport): readonly HTMLElement[] {
  const { signer, rootFingerprint, keyTier, authority, countersignatures, drawnBy, approver } = report
  const root = authority === 'site' ? 'of this site alone' : authority === 'company' ? 'of the company' : null
  const sealed = named([
    ['Signer', signer],
    ['Key', keyTier && tierText(keyTier)],
    ['Root', root],
    ['SHA-256 of the root: compare it by telephone', rootFingerprint],
  ])
  const keys = countersignatures.map((one) => {
    const proof = one.trusted
      ? 'A key that somebody whom you trust vouches for.'
      : 'A key that nobody vouched for here: ask its owner for the fingerprint.'
    return make(
      'li',
      { class: one.trusted ? 'key trusted' : 'key' },
      make('strong', {}, `${one.role === 'customer' ? 'Customer' : 'Approver'}: ${shown(one.name)}`),
      make('span', {}, proof),
      make('q', {}, shown(one.statement)),
      named([
        ['At (claim)', one.at],
        ['Certificate', one.signer],
        ['SHA-256 of the certificate', one.fingerprint],
      ]),
    )
  })
  const approved = countersignatures.some(({ role }) => role === 'approver')
  if (approver !== null && !approved) {
    keys.push(make('li', { class: 'key open' }, make('strong', {}, `Not approved yet by ${shown(approver)}.`)))
  }
  const drawn =
    drawnBy === null
      ? []
      : [
          chapter(
            'Signed on the screen, without a key',
            make('strong', {}, `${shown(drawnBy.name)}${drawnBy.role === '' ? '' : `, ${shown(drawnBy.role)}`}`),
            make(
              'p',
              {},
              `Drawn at ${drawnBy.at}. A drawing proves no key: that this person drew it is the word of the signer.`,
            ),
          ),
        ]
  return [
    chapter('Who sealed it', sealed),
    ...(keys.length === 0
      ? []
      : [chapter('Signed by others, each with a key', make('ul', { class: 'keys' }, ...keys))]),
    ...drawn,
  ]
}

/** What authorities vouch for about the time, and from when on. */
export function times({ stamps, renewals, logStamps, timestamp, signedAtClaim }: VerifyReport): HTMLElement {
  const rows = [
    ...stamps.map(({ time, authority }) => ['The seal existed', time, shown(authority)]),
    ...renewals.map(({ number, time, authority }) => [`Stamped anew, number ${number}`, time, shown(authority)]),
    ...logStamps.map(({ line, time, authority, trusted }) => [
      `The log up to line ${line} existed`,
      time,
      `${shown(authority)}${trusted ? '' : ' (you gave no root for it)'}`,
    ]),
  ]
  const facts = named([
    ['Sealed at (claim)', signedAtClaim],
    ['Existed at (timestamp)', timestamp ?? 'no timestamp'],
  ])
  if (rows.length === 0) return chapter('Time', facts)
  const head = ['What', 'When', 'Who vouches for it'].map((text) => make('th', { scope: 'col' }, text))
  const body = rows.map((cells) => make('tr', {}, ...cells.map((cell) => make('td', {}, cell))))
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...body))
  return chapter('Time', facts, make('div', { class: 'wide' }, table))
}

/** Where the pack stands among the packs of its site. */
export const place = ({ sequence, previousPack, challenge }: VerifyReport): HTMLElement =>
  chapter(
    'Place in the row of the site',
    named([
      ['Number', sequence === null ? null : String(sequence)],
      ['Pack before it', sequence === null ? null : (previousPack ?? 'none: the first pack')],
      ['Challenge that it answers', challenge === null ? 'none' : shown(challenge)],
    ]),
  )

/** Whether several packs are one unbroken row of one site. */
export function row(series: SeriesReport): HTMLElement {
  const { valid, reasons, sequences, fromFirst } = series
  const vanished = vanishedWords(series).map((text) => make('li', {}, shown(text)))
  const numbers = `Numbers ${sequences.join(', ')}${fromFirst ? '' : '; earlier ones were not given'}.`
  const rows = reasons.map(({ code, message }) => make('li', {}, shown(message), ' ', make('code', {}, code)))
  return make(
    'div',
    { class: `verdict ${valid ? 'good' : 'bad'}`, role: 'status' },
    make('h2', {}, valid ? 'An unbroken row' : 'Not an unbroken row'),
    make('p', {}, numbers),
    ...(rows.length === 0 ? [] : [make('ul', { class: 'reasons' }, ...rows)]),
    ...(vanished.length === 0 ? [] : [make('ul', { class: 'account' }, ...vanished)]),
  )
}
