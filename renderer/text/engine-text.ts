import { checklistWords } from './es/checklist-words.ts'
import { catalogWords } from './es/engine-catalog.ts'
import { checkWords } from './es/engine-checks.ts'
import { deviceWords } from './es/engine-device.ts'
import { driftWords } from './es/engine-drift.ts'
import { factWords, wordWords } from './es/engine-facts.ts'
import { language } from './language.ts'

/**
 * What the engine says of a device, in the language of the window. It is judged, logged and sealed in English; names, numbers and
 * addresses in it stay as they are, and so does a sentence that nobody has put into words here.
 */
export const engineText: (said: string) => string = language === 'es' ? remembered(toSpanish) : (said) => said

type Put = (said: string) => string

interface Phrase {
  readonly matches: RegExp
  readonly put: (holes: readonly string[]) => string
  /** How much of it is fixed: the phrase that says most of a sentence is the right one. */
  readonly weight: number
}

const phrases: readonly Phrase[] = Object.entries({
  ...checkWords,
  ...deviceWords,
  ...factWords,
  ...driftWords,
  ...catalogWords,
})
  .map(([english, spanish]) => phrase(english, spanish))
  .sort((a, b) => b.weight - a.weight)

function phrase(english: string, spanish: string): Phrase {
  const fixed = english.split('{}')
  const source = fixed.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('([\\s\\S]*?)')
  const parts = spanish.split('{}')
  return {
    matches: new RegExp(`^${source}$`),
    put: (holes) =>
      parts.map((part, index) => part + fillOf(holes[index] ?? '', part, parts[index + 1] ?? '')).join(''),
    weight: fixed.join('').length,
  }
}

/** A phrase that says less than this could be anywhere in a list: the parts of the list come first. */
const leastWeight = 10
const strong = phrases.filter(({ weight }) => weight >= leastWeight)
const weak = phrases.filter(({ weight }) => weight < leastWeight)

function toSpanish(said: string): string {
  if (!/\p{L}{2}/u.test(said)) return said
  const written = checklistWords.get(said)
  if (written !== undefined) return written
  const numbered = /^([A-Z]+-\d+\w*) (.+)$/.exec(said)
  const title = checklistWords.get(numbered?.[2] ?? '')
  if (numbered !== null && title !== undefined) return `${numbered[1]} ${title}`
  if (said.endsWith(` ${look}`)) return `${toSpanish(said.slice(0, -look.length - 1))} ${deviceWords[look]}`
  const word = Object.hasOwn(wordWords, said) ? wordWords[said] : undefined
  // What goes on a sentence begins with its comma and is no list.
  const goesOn = /^[,; ]/.test(said) ? through(phrases, said) : null
  if (/\. (?=\p{Lu})/u.test(said)) {
    const whole = through(strong, said)
    return (
      whole ??
      said
        .split(/(?<=\.) (?=\p{Lu})/u)
        .map(toSpanish)
        .join(' ')
    )
  }
  // A sentence that nobody put into words is left whole: half of it in each language helps nobody.
  if (said.endsWith('.')) return through(strong, said) ?? said
  return (
    word ??
    goesOn ??
    through(strong, said) ??
    list(said, ['; ', ', ']) ??
    through(weak, said) ??
    list(said, [': ']) ??
    said
  )
}

/** What the engine adds to any sentence. */
const look = 'Somebody has to look.'

function through(tried: readonly Phrase[], said: string): string | null {
  for (const { matches, put } of tried) {
    const found = matches.exec(said)
    if (found !== null) return put(found.slice(1))
  }
  return null
}

/** Parts of a list are said each by itself. */
function list(said: string, joints: readonly string[]): string | null {
  const joint = joints.find((between) => said.includes(between))
  return joint === undefined ? null : said.split(joint).map(toSpanish).join(joint)
}

/**
 * What stands in quotation marks is a name, or the words of somebody else, and stays as it is. Seconds have a decimal comma; what has
 * no unit may be a version or an address.
 */
function fillOf(hole: string, before: string, after: string): string {
  if (before.endsWith('«') && after.startsWith('»')) return hole
  return /^ s\b/.test(after) && /^[+-]?\d+\.\d+$/.test(hole) ? hole.replace('.', ',') : toSpanish(hole)
}

/** A screen asks for the same sentences on every drawing. */
function remembered(put: Put): Put {
  const known = new Map<string, string>()
  return (said) => {
    const before = known.get(said)
    if (before !== undefined) return before
    if (known.size > 5_000) known.clear()
    const made = put(said)
    known.set(said, made)
    return made
  }
}
