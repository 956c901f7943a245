/**
 * One import in a process of its own, for tests that run several at once or kill it in the middle:
 *
 *     node import-process.ts FOLDER BUNDLE SHIPPED-VERSION KEYS-AS-JSON [KILL-AT]
 *
 * Ends with 0 when the catalog was taken, 5 when it was refused. KILL-AT is `call`, `call:2` for its second time, or
 * `after:call`.
 */
import fs from 'node:fs'
import { importBundle } from '../../../electron/catalog/bundle/import-bundle.ts'
import { BundleRefused } from '../../../electron/catalog/bundle/problems.ts'

const [installed = '', bundle = '', shippedVersion = '', keys = '', killAt] = process.argv.slice(2)
const bytes = fs.readFileSync(bundle)
if (killAt !== undefined) arm(killAt)
try {
  importBundle(bytes, { installed, shippedVersion: Number(shippedVersion), trustedKeys: JSON.parse(keys) })
} catch (error) {
  if (!(error instanceof BundleRefused)) throw error
  process.stdout.write(error.code)
  process.exitCode = 5
}

function arm(point: string): void {
  const [, after, call = '', time = '1'] = /^(after:)?(\w+?)(?::(\d))?$/.exec(point) ?? []
  const functions = fs as unknown as Record<string, (...args: unknown[]) => unknown>
  const real = functions[call]
  if (real === undefined) throw new Error(`node:fs has no ${call}`)
  let calls = 0
  functions[call] = (...args) => {
    calls += 1
    const now = calls === Number(time)
    if (now && after === undefined) die(call, real, args)
    const answer = real(...args)
    if (now) die(call, real, [])
    return answer
  }
}

function die(call: string, real: (...args: unknown[]) => unknown, args: readonly unknown[]): never {
  // A write that is cut off leaves a part of its bytes behind.
  const [descriptor, buffer] = args
  if (call === 'writeSync' && Buffer.isBuffer(buffer)) real(descriptor, buffer, 0, Math.floor(buffer.length / 2), 0)
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
