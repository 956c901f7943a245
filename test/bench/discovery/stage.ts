import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeNamespaces, siteNetwork } from './namespaces.ts'
import type { Job, Outcome } from './visit-process.ts'

export interface Truth {
  readonly address: string
  readonly vendor: string
  readonly model: string
  readonly firmware: string
  readonly class: string
}

export interface Stage {
  readonly truth: readonly Truth[]
  readonly visitNamespace: string
  /** One after the other, in one and the same process. */
  run(job: Job): Promise<Outcome>
  close(): Promise<void>
}

/** A site of `count` devices spread over `10.40.0.0/prefix`, and somebody in front of it. */
export async function openStage(count: number, prefix: number): Promise<Stage> {
  const room = 2 ** (32 - prefix) - 2
  const addresses = Array.from({ length: count }, (_, index) => {
    const place = 1 + Math.floor((index * room) / count)
    return `${siteNetwork}.${Math.floor(place / 256)}.${place % 256}`
  })
  const namespaces = makeNamespaces(addresses)
  const children: ChildProcess[] = []
  const start = (namespace: string, file: string, args: readonly string[]) => {
    const script = join(import.meta.dirname, file)
    const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, script, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    children.push(child)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async (): Promise<string> => {
      const line = await lines.next()
      if (line.done === true) throw new Error(`${file} ended early`)
      return line.value
    }
    return { child, next }
  }
  const close = async () => {
    for (const child of children) {
      child.stdin?.end()
      if (child.exitCode === null) await once(child, 'exit')
    }
    namespaces.remove()
  }
  try {
    const site = start(namespaces.site, 'site-process.ts', addresses)
    const truth = JSON.parse(await site.next()) as Truth[]
    const visit = start(namespaces.visit, 'visit-process.ts', [])
    return {
      truth,
      visitNamespace: namespaces.visit,
      run: async (job) => {
        visit.child.stdin.write(`${JSON.stringify(job)}\n`)
        return JSON.parse(await visit.next()) as Outcome
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
