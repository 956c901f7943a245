import { removedMark, replaceByKey } from './secret-keys.ts'
import { writingsOf } from './writings.ts'

/** Takes secrets out of texts: by the names that call them so, and by what they are, however they are written. */
export class Redactor {
  readonly #writings: readonly string[]
  /** Of the longest writing, in UTF-16 units. */
  readonly longest: number

  constructor(secrets: Iterable<string>) {
    const all = [...new Set(secrets)].flatMap((secret) => writingsOf(secret))
    this.#writings = [...new Set(all)].sort((a, b) => b.length - a.length)
    this.longest = this.#writings[0]?.length ?? 0
  }

  redact(text: string): string {
    return this.byValue(replaceByKey(this.byValue(withoutBlobs(text, (inner) => this.#inside(inner)))))
  }

  /** Only by what they are. */
  byValue(text: string): string {
    return this.#writings.reduce((rest, writing) => rest.replaceAll(writing, removedMark), text)
  }

  #inside(decoded: string): boolean {
    return this.byValue(decoded) !== decoded || replaceByKey(decoded) !== decoded
  }
}

/** Whole base64 runs go where what they encode holds something secret. */
function withoutBlobs(text: string, holdsSecret: (decoded: string) => boolean): string {
  return text.replace(/[A-Za-z0-9+/]{24,}={0,2}/g, (run) => {
    const decoded = Buffer.from(run, 'base64')
    return holdsSecret(decoded.toString('utf8')) || holdsSecret(decoded.toString('utf16le')) ? removedMark : run
  })
}
