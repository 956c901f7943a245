import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Connection } from '../driver.ts'
import { cgiRead, cgiWrite } from './cgi.ts'
import type { Lines } from './lines.ts'
import { rpcCall } from './rpc.ts'

const wayKey = 'dahua.way'

/** Whether the device answers its CGI; where that is switched off, the RPC of its web page is used. Asked once per step. */
export async function overCgi<T>(device: Connection, byCgi: () => Promise<T>, byRpc: () => Promise<T>): Promise<T> {
  const known = device.memo.get(wayKey)
  if (known === 'rpc') return byRpc()
  if (known === 'cgi') return byCgi()
  try {
    await cgiRead(device, 'magicBox', 'getSerialNo')
    device.memo.set(wayKey, 'cgi')
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error
    device.memo.set(wayKey, 'rpc')
    return byRpc()
  }
  return byCgi()
}

/** A configuration table, its keys without `table.` and its name: `Enable`, `eth0.IPAddress`, `[0].Mode`. */
export function readConfig(device: Connection, name: string): Promise<Lines> {
  return overCgi(
    device,
    async () => shortened(await cgiRead(device, 'configManager', 'getConfig', [['name', name]]), name),
    async () => flattened((await rpcTable(device, name)) as Json),
  )
}

function shortened(lines: Lines, name: string): Lines {
  const prefix = `table.${name}`
  const own = [...lines].filter(([key]) => key.startsWith(prefix) && /^[.[]/.test(key.slice(prefix.length)))
  if (own.length === 0)
    throw new ProtocolViolation(`The device answered with something else than its ${name} settings.`)
  return new Map(own.map(([key, value]) => [key.slice(prefix.length).replace(/^\./, ''), value]))
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

async function rpcTable(device: Connection, name: string): Promise<unknown> {
  const answer = await rpcCall(device, 'configManager.getConfig', { name })
  if (answer === null) throw new Unsupported(`The device has no ${name} settings.`)
  const table = (answer as { readonly table?: unknown }).table
  if (typeof table !== 'object' || table === null)
    throw new ProtocolViolation(`The device answered with something else than its ${name} settings.`)
  return table
}

const deepest = 12
const mostValues = 20_000

function flattened(table: Json): Lines {
  const lines = new Map<string, string>()
  const walk = (value: Json, key: string, depth: number): void => {
    if (depth > deepest || lines.size > mostValues)
      throw new ProtocolViolation('The device answered with settings larger than anybody needs.')
    if (Array.isArray(value)) {
      for (const [index, entry] of (value as readonly Json[]).entries()) walk(entry, `${key}[${index}]`, depth + 1)
    } else if (typeof value === 'object' && value !== null)
      for (const [name, entry] of Object.entries(value)) walk(entry, key === '' ? name : `${key}.${name}`, depth + 1)
    else lines.set(key, value === null ? '' : String(value))
  }
  walk(table, '', 0)
  return lines
}

/**
 * Changes single values of a table that was read just now; a key that the device does not have is never written. By CGI only the
 * changed keys go out, by RPC the device's own table with them replaced.
 *
 * @param changes keys as `readConfig` names them
 * @throws {WriteRefused} when the device declines, or has none of the keys
 */
export async function writeConfig(
  device: Connection,
  name: string,
  changes: ReadonlyMap<string, string | number | boolean>,
): Promise<void> {
  const current = await readConfig(device, name)
  const missing = [...changes.keys()].find((key) => !current.has(key))
  if (missing !== undefined)
    throw new WriteRefused(`The device has no setting ${name}.${missing}; nothing was changed.`)
  await overCgi(
    device,
    () => {
      const query = [...changes].map(([key, value]): [string, string] => [
        key.startsWith('[') ? `${name}${key}` : `${name}.${key}`,
        String(value),
      ])
      return cgiWrite(device, 'configManager', 'setConfig', query)
    },
    async () => {
      const table = structuredClone(await rpcTable(device, name))
      for (const [key, value] of changes) replace(table, key, value)
      if ((await rpcCall(device, 'configManager.setConfig', { name, table, options: [] })) === null)
        throw new WriteRefused(`configManager.setConfig ${name}: the device declined.`)
    },
  )
}

function replace(table: unknown, key: string, value: string | number | boolean): void {
  const path = key.split(/[.[\]]+/).filter((part) => part !== '')
  const last = path.pop() ?? ''
  const parent = path.reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>>)[part], table)
  Object.assign(parent as object, { [last]: value })
}
