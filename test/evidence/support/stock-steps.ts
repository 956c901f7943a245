import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifySteps } from '../../../electron/evidence/verify-steps.ts'
import { type Ran, run } from './openssl.ts'

/** The script of VERIFY.txt, taken out of it as it tells its reader to. */
export const stepsScript = (text = verifySteps): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.slice(4))
    .join('\n')

export interface StockCase {
  readonly pack: Buffer
  readonly rootPem: string
  readonly tsaRootPem?: string
  readonly site?: string
  readonly nonce?: string
  readonly requireTimestamp?: boolean
  /** What the clock says, as `faketime` takes it; the clock of the machine without. */
  readonly clock?: string
}

/** Runs the steps over a pack in a folder of its own. The last line of the output is the verdict. */
export function runSteps(folder: string, given: StockCase): Ran & { readonly verdict: string } {
  const place = mkdtempSync(join(folder, 'case-'))
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(place, name), content)
    return join(place, name)
  }
  const values = {
    P: file('pack.asice', given.pack),
    ROOT: file('root.pem', given.rootPem),
    TSAROOT: given.tsaRootPem === undefined ? '' : file('tsa.pem', given.tsaRootPem),
    SITE: given.site ?? '',
    NONCE: given.nonce ?? '',
    REQUIRE_TS: given.requireTimestamp === true ? 'yes' : '',
  }
  const script = file('check.sh', stepsScript())
  const cwd = join(place, 'work')
  mkdirSync(cwd)
  const settings = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  const clock = given.clock === undefined ? [] : ['faketime', given.clock]
  const ran = run('env', [...settings, ...clock, 'sh', script], cwd)
  return {
    ...ran,
    verdict:
      ran.output
        .trimEnd()
        .split('\n')
        .findLast((line) => /^(NOT )?VALID/.test(line)) ?? '',
  }
}
