import type { FirmwareAction, FirmwareAssessment, UndecidedQuestion, VulnerabilityAnswer } from '../model/firmware.ts'
import type { Installed } from './affected.ts'
import { compareVersions, parseVersion, type Version } from './versions.ts'

interface Said {
  readonly currency: FirmwareAssessment['currency']
  readonly support: FirmwareAssessment['support']
  /** It is the firmware line that ended, not the product. */
  readonly byLine: boolean
  readonly vulnerabilities: readonly VulnerabilityAnswer[]
  readonly undecided: readonly UndecidedQuestion[]
  readonly installed: Installed | null
}

/** The one thing to do next. Only what is certain asks for a change of the device; what is open asks for a fact. */
export function actionOf(said: Said): FirmwareAction {
  const { currency, support, byLine, vulnerabilities, undecided } = said
  const holes = vulnerabilities.filter(({ applies }) => applies === 'yes')
  const ended = support.state === 'ended'
  const target = targetOf(said, holes)
  const named = holes.length === 0 ? '' : namesOf(holes)
  const mayBeExploited = vulnerabilities.some(({ applies, knownExploited }) => applies === 'check' && knownExploited)
  const meanwhile = holes.length > 0 || ended || mayBeExploited ? isolation : null
  if (ended && byLine) {
    return action('find-out', {
      fact: 'which firmware line that the maker still supports this model can run',
      because: `support of this firmware line has ended${named === '' ? '' : `, and it has ${named}`}`,
      meanwhile,
    })
  }
  if (ended) {
    return action('replace', {
      because: `support has ended${named === '' ? '' : `, and the firmware has ${named}`}`,
      meanwhile: target === null ? isolation : `upgrade to ${target}; ${isolation}`,
    })
  }
  if (holes.length > 0 && target !== null) {
    const left = holes.filter(({ fixedIn }) => fixedIn === null)
    const rest = left.length === 0 ? '' : `; no repair is known of ${namesOf(left)}`
    return action('upgrade', { to: target, because: `the installed firmware has ${named}${rest}`, meanwhile })
  }
  if (holes.length > 0) {
    return action('isolate', { because: `the firmware has ${named}, and no repaired version is known`, meanwhile })
  }
  if (currency.state === 'behind') {
    return action('upgrade', { to: currency.latest, because: 'a newer firmware is known', meanwhile })
  }
  const [first] = undecided
  if (first !== undefined) {
    return action('find-out', { fact: first.decidingFact, because: first.question, meanwhile })
  }
  return action('none', { because: 'no known issue in this catalog asks for a change', meanwhile: null })
}

const isolation = 'isolate the device from other networks and monitor it'

const action = (
  kind: FirmwareAction['kind'],
  parts: Pick<FirmwareAction, 'because' | 'meanwhile'> & Partial<FirmwareAction>,
): FirmwareAction => ({ to: null, fact: null, ...parts, kind })

function namesOf(holes: readonly VulnerabilityAnswer[]): string {
  const names = holes.slice(0, 5).map(({ cve, knownExploited }) => (knownExploited ? `${cve} (known exploited)` : cve))
  return holes.length > 5 ? `${names.join(', ')} and ${holes.length - 5} more` : names.join(', ')
}

/** The newest of the versions that repair something here; in words where the source gives only words. */
function targetOf({ currency, installed }: Said, holes: readonly VulnerabilityAnswer[]): string | null {
  const repairs = holes.flatMap(({ fixedIn }) => (fixedIn === null ? [] : [fixedIn]))
  const offered = currency.state === 'behind' ? [...repairs, currency.latest] : repairs
  if (installed?.version == null) return offered[0] ?? null
  let best: { readonly text: string; readonly version: Version } | null = null
  for (const text of offered) {
    const version = parseVersion(installed.scheme, text)
    if (version === null || compareVersions(version, installed.version) !== 1) continue
    if (best === null || (compareVersions(version, best.version) ?? 0) > 0) best = { text, version }
  }
  return best?.text ?? repairs[0] ?? null
}
