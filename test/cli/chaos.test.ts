import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli, startCli } from './run-cli.ts'

const mishap = /^127\.\S+ {2}(restart|silence|slow|cut-answers|clock-jump)$|^all devices {2}cable-out$/

describe('trouble on purpose', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-chaos-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('meets the devices of a practice site, is told as it happens, and is the same for the same seed', async () => {
    const first = await mishapsOf('7', 5)
    expect(first.every((line) => mishap.test(line))).toBe(true)
    const again = await mishapsOf('7', 5)
    const kinds = (lines: readonly string[]) => lines.map((line) => line.split('  ')[1])
    expect(kinds(again)).toEqual(kinds(first))
  }, 60_000)

  it('meets a whole visit, which comes through and says so', async () => {
    const site = join(folder, 'chaos.fieldseal')
    const { code, json } = await runCli(['visit', '--site', site, '--chaos', '3', '--devices', '4', '--json'])
    const { chaos, violations } = json() as unknown as {
      chaos: { devices: number; interruptions: string[]; mishaps: Record<string, number> }
      violations: string[]
    }
    expect(violations).toEqual([])
    expect(code).toBe(0)
    expect(chaos.devices).toBe(4)
    expect(Object.keys(chaos.mishaps).length + chaos.interruptions.length).toBeGreaterThan(0)
    expect(existsSync(site)).toBe(true)
    // Never over a site that is there, and never over a network.
    expect((await runCli(['visit', '--site', site, '--chaos', '3'])).code).toBe(2)
    const scoped = ['visit', '--site', join(folder, 'x.fieldseal'), '--chaos', '3', '--scope', '127.0.0.1']
    expect((await runCli(scoped)).code).toBe(2)
  }, 180_000)
})

/** The first lines about trouble at a small practice site. */
async function mishapsOf(seed: string, count: number): Promise<string[]> {
  const child = startCli(['practice', '--devices', '3', '--network', '127.118', '--chaos', seed])
  const found: string[] = []
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (/ {2}\S+$/.test(line) && mishap.test(line)) found.push(line)
    if (found.length === count) break
  }
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGINT')
  expect(await closed).toBe(0)
  return found
}
