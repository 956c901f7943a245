import fs from 'node:fs'

/** All of it, or it throws: the system may take a part at a time. */
export function writeAt(descriptor: number, bytes: Buffer, offset: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += fs.writeSync(descriptor, bytes, done, bytes.length - done, offset + done)
  }
}

/** A new file of these bytes, on the disk itself when it returns; its name needs `syncFolder`. */
export function writeWhole(file: string, bytes: Buffer): void {
  const descriptor = fs.openSync(file, 'w', 0o600)
  try {
    writeAt(descriptor, bytes, 0)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Makes a new or renamed entry of a folder durable, where the system has that: Windows has not, and needs it not. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    // Some network and FAT file systems cannot: the entry is then as durable as they make it.
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EBADF') throw error
  } finally {
    fs.closeSync(descriptor)
  }
}
