import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Begins with the files that take longest, so that none of them is left alone at the end. Nobody keeps a list: what a file takes is
 * guessed from what it does.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const seconds = new Map(files.map((file) => [file, guessedSeconds(readFileSync(file.moduleId, 'utf8'))]))
    // Projects stay one after the other, as they are run.
    const sorted = await super.sort(files)
    const place = new Map(sorted.map(({ project }, index) => [project, index]))
    return sorted.sort(
      (a, b) =>
        (place.get(a.project) ?? 0) - (place.get(b.project) ?? 0) || (seconds.get(b) ?? 0) - (seconds.get(a) ?? 0),
    )
  }
}

/** A number of milliseconds behind a test or in a line of its own: what the test allows itself beyond the usual. */
const allowance = /(?:},|^)\s*(\d[\d_]{4,}),?\s*\)?$/gm
const commandLines = /\b(?:runCli|startCli)\(/g
const visitSteps = /\bSiteFixture\b|\.(?:discover|assess|fix)\(/g
const looks = /\.look\(/g

/** Held against what the files really took: the order is as good as if it were known. */
export function guessedSeconds(source: string): number {
  const amount = (pattern: RegExp) => source.match(pattern)?.length ?? 0
  const allowed = [...source.matchAll(allowance)].map(([, ms = '0']) => Number(ms.replaceAll('_', '')) / 1_000)
  const least = source.length / 20_000
  return (
    least +
    allowed.reduce((sum, seconds) => sum + seconds / 4, 0) +
    3 * amount(commandLines) +
    1.5 * amount(visitSteps) +
    4 * amount(looks)
  )
}
