import type { Progress } from '../engine/progress.ts'
import type { Problem } from '../model/errors.ts'
import { visibleText } from '../model/visible-text.ts'
import { UsageError } from './usage-error.ts'

/**
 * What the command line says: documents on stdout, everything else on stderr. Bars only where a person looks.
 * Text from devices passes `visibleText`, so that it cannot drive the terminal.
 */
export class Terminal {
  readonly #json: boolean
  #barShown = false
  #waiting: Problem | null = null

  constructor(options: { readonly json: boolean }) {
    this.#json = options.json
  }

  /** The one JSON document of a command; nothing when `--json` was not asked for. */
  document(value: unknown): void {
    if (this.#json) process.stdout.write(`${JSON.stringify(value)}\n`)
  }

  /** A line for a person, on stdout; nothing under `--json`. */
  line(text = ''): void {
    this.#clearBar()
    if (!this.#json) process.stdout.write(`${text}\n`)
  }

  /** A line beside the work, on stderr. */
  note(text: string): void {
    this.#clearBar()
    process.stderr.write(`${text}\n`)
  }

  table(head: readonly string[], rows: readonly (readonly (string | null)[])[]): void {
    const cells = [head, ...rows].map((row) => row.map((cell) => visibleText(cell ?? '–')))
    const widths = head.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)))
    for (const row of cells) {
      this.line(
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      )
    }
  }

  progress(progress: Pick<Progress, 'work' | 'done' | 'total' | 'text' | 'waiting'>): void {
    this.#sayWaiting(progress.waiting ?? null)
    if (!process.stderr.isTTY) return
    const { work, done, total, text } = progress
    const width = 24
    const filled = total === null || total === 0 ? 0 : Math.min(width, Math.round((done / total) * width))
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
    const columns = process.stderr.columns ?? 80
    process.stderr.write(`\r\x1b[K${`${work.padEnd(8)} ${bar} ${done}/${total ?? '?'} ${text}`.slice(0, columns - 1)}`)
    this.#barShown = true
  }

  /** Once, also where no bar is drawn: who waits for a script must know why. */
  #sayWaiting(waiting: Problem | null): void {
    if (waiting?.message === this.#waiting?.message) return
    this.#waiting = waiting
    this.note(waiting === null ? 'The work goes on.' : `${waiting.message} ${waiting.remedy}`)
  }

  #clearBar(): void {
    if (!this.#barShown) return
    process.stderr.write('\r\x1b[K')
    this.#barShown = false
  }
}

/** A secret from the keyboard, not echoed. @throws {UsageError} when no person is there to ask */
export async function askSecret(question: string, variable: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) throw new UsageError(`No ${question} was given.`, `Set ${variable}, or run this in a terminal.`)
  stderr.write(`${question}: `)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  try {
    return await new Promise((resolve, reject) => {
      let typed = ''
      stdin.on('data', function listen(chunk: string) {
        for (const key of chunk) {
          if (key === '\u0003') {
            stdin.removeListener('data', listen)
            return reject(new UsageError('Stopped.', 'Run the command again.'))
          }
          if (key === '\r' || key === '\n') {
            stdin.removeListener('data', listen)
            return resolve(typed)
          }
          typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key
        }
      })
    })
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}
