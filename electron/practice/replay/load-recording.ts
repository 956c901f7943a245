import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ExpectedError } from '../../model/errors.ts'
import { type RecordedExchange, type Recording, recordingFormat, recordingIndex } from '../../model/recording.ts'

/** The folder holds no recording that this version can replay. */
export class NoRecording extends ExpectedError {
  override readonly name = 'NoRecording'
  readonly code = 'practice/no-recording'
  readonly remedy = 'Name a folder that "fieldseal record" made, with all its files.'
}

export interface LoadedRecording {
  readonly index: Recording
  readonly exchanges: readonly RecordedExchange[]
}

/** @throws {NoRecording} */
export function loadRecording(folder: string): LoadedRecording {
  const index = read(folder, recordingIndex) as Recording
  const isWhole =
    index.format === recordingFormat &&
    [index.exchanges, index.logins, index.tls, index.openPorts, index.discovery].every((list) => Array.isArray(list)) &&
    typeof index.device?.address === 'string'
  if (!isWhole) throw new NoRecording(`${recordingIndex} is not the index of a recording.`)
  const exchanges = index.exchanges.map((name) => {
    const exchange = read(folder, basename(name)) as RecordedExchange
    if (typeof exchange.request?.line !== 'string' || typeof exchange.port !== 'number')
      throw new NoRecording(`${basename(name)} is no exchange of a recording.`)
    return exchange
  })
  return { index, exchanges }
}

function read(folder: string, name: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    if (value !== null && typeof value === 'object') return value
  } catch (error) {
    throw new NoRecording(`${name} of the recording cannot be read.`, { cause: error })
  }
  throw new NoRecording(`${name} of the recording is empty.`)
}
