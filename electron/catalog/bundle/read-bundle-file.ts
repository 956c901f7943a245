import fs from 'node:fs'
import { bundleLimits } from './bundle-manifest.ts'
import { refuse } from './problems.ts'

/**
 * The bytes of a file that somebody chose, one more than a bundle may have at most: whatever it turns out to be, it does
 * not fill the memory.
 *
 * @throws {BundleRefused} `catalog/bundle-unreadable` when there is no such file
 */
export function readBundleFile(path: string, most: number = bundleLimits.bundleBytes): Buffer {
  try {
    const descriptor = fs.openSync(path, 'r')
    try {
      return readAtMost(descriptor, most + 1)
    } finally {
      fs.closeSync(descriptor)
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === undefined) throw cause
    return refuse('catalog/bundle-unreadable', `${path} cannot be read (${code}).`, cause)
  }
}

function readAtMost(descriptor: number, most: number): Buffer {
  const parts: Buffer[] = []
  for (let total = 0; total < most; ) {
    const part = Buffer.allocUnsafe(Math.min(1024 * 1024, most - total))
    const read = fs.readSync(descriptor, part, 0, part.length, null)
    if (read === 0) break
    parts.push(part.subarray(0, read))
    total += read
  }
  return Buffer.concat(parts)
}
