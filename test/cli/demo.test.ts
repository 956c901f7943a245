import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'

const root = join(import.meta.dirname, '..', '..')

interface Summary {
  readonly site: string
  readonly pack: string
  readonly root: string
  readonly devices: number
  readonly before: Record<string, number>
  readonly after: Record<string, number>
  readonly seconds: number
}

it('the demo walks the whole visit and ends with one summary line and a pack that verifies', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'build', 'demo.ts'), '--headless', '--json', '--devices', '6'],
    { maxBuffer: 16_000_000 },
  )
  const summary = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Summary
  try {
    expect(summary.devices).toBe(6)
    expect(summary.before.fixed).toBe(0)
    expect(summary.after.fixed).toBeGreaterThan(0)
    expect(summary.after.fail).toBeLessThan(summary.before.fail ?? 0)
    const report = await verifyPack(readFileSync(summary.pack), {
      rootsPem: [readFileSync(summary.root, 'utf8')],
      requireTimestamp: false,
      now: new Date(),
    })
    expect(report).toMatchObject({ valid: true, practice: true })
  } finally {
    rmSync(dirname(summary.site), { recursive: true, force: true })
  }
}, 60_000)
