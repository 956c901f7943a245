import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'electron', 'cli', 'main.ts')

export interface CliEnd {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The last line of stdout as JSON. */
  json(): Record<string, never>
}

export const passphrase = 'twenty quiet cameras'

/** Starts the command line as a process of its own, as a script would; `program` is another checkout's main.ts. */
export function startCli(args: readonly string[], env: NodeJS.ProcessEnv = {}, program = main): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { ...process.env, FIELDSEAL_PASSPHRASE: passphrase, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a command to its end. */
export function runCli(args: readonly string[], env: NodeJS.ProcessEnv = {}, program = main): Promise<CliEnd> {
  return new Promise((resolve, reject) => {
    const child = startCli(args, env, program)
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => {
      const stdout = Buffer.concat(out).toString('utf8')
      const stderr = Buffer.concat(err).toString('utf8')
      const json = () => {
        const last = stdout.trimEnd().split('\n').at(-1) ?? ''
        try {
          return JSON.parse(last)
        } catch {
          throw new Error(`no JSON at the end of stdout: ${last}\nstderr: ${stderr}`)
        }
      }
      resolve({ code, stdout, stderr, json })
    })
  })
}
