import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The checkout: the folder that holds package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url))

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/**
 * Runs a program to its end, its output going where ours goes.
 *
 * @throws when it cannot be started, ends with another code than 0 or is ended by a signal.
 */
export async function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<void> {
  const code = await exitCode(program, args, options)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`)
}

/** As `run`, but hands back the exit code; the name of the signal when one ended the program. */
export function exitCode(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? code ?? 1))
  })
}

/**
 * Runs a program to its end and hands back what it printed to standard output; its standard error goes to ours.
 *
 * @throws as `run`.
 */
export function output(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], ...options })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'))
      else reject(new Error(`${program} ${args.join(' ')} ended with ${signal ?? code}`))
    })
  })
}

/**
 * Runs a program to its end and shows what it printed only when it fails.
 *
 * @throws as `run`.
 */
export function runQuietly(program: string, args: readonly string[], options: CommandOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const chunks: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) return resolve()
      process.stderr.write(Buffer.concat(chunks))
      reject(new Error(`${program} ${args.join(' ')} ended with ${signal ?? code}`))
    })
  })
}
