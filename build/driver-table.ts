import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Driver } from '../electron/drivers/driver.ts'
import { drivers } from '../electron/drivers/index.ts'
import { hasAWay } from '../electron/engine/change/confirm-change.ts'
import type { AnyFix } from '../electron/fixes/fix.ts'
import { fixes } from '../electron/fixes/index.ts'
import { root } from './command.ts'

/**
 * Writes the tables of the drivers into README.md and electron/drivers/README.md: `node build/driver-table.ts`.
 */

const begin = '<!-- drivers -->\n'
const end = '<!-- /drivers -->'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const unique = (words: readonly string[]): string[] => [...new Set(words)].sort()

const isUnproven = ({ writes }: AnyFix, { supports, activation }: Driver): boolean =>
  writes.some((write) =>
    write === 'activation'
      ? activation?.grade === 'unproven'
      : supports.findLast(({ fact }) => fact === write)?.writeGrade === 'unproven',
  )

/** Its fixes by their id; those of services alone stand in the column of the switches. */
const fixesOf = (driver: Driver): string[] =>
  fixes
    .filter((fix) => hasAWay(fix, driver) && fix.writes.some((write) => write !== 'network.services'))
    .map((fix) => `\`${fix.id}\`${isUnproven(fix, driver) ? ' ?' : ''}`)

function switchesOf({ switches = [], supports }: Driver): string[] {
  const services = supports.findLast(({ fact }) => fact === 'network.services')
  if (services?.write === undefined) return []
  return unique(switches).map((name) => `${name}${services.writeGrade === 'unproven' ? ' ?' : ''}`)
}

/** For people who choose the tool: areas of facts instead of facts. */
export function shortDriverTable(): string {
  const rows = drivers.map((driver) => [
    driver.vendor,
    driver.quality,
    unique(driver.supports.map(({ fact }) => fact.split('.')[0] ?? fact)).join(', '),
    fixesOf(driver).join(', ') || 'reads only',
    switchesOf(driver).join(', '),
  ])
  return table(['devices of', 'grade', 'reads', 'fixes', 'switches off'], rows)
}

/** For people who work on a driver. */
export function driverTable(): string {
  const rows = drivers.map((driver) => [
    `\`${driver.id}\``,
    driver.quality,
    driver.logins.map(({ name }) => name).join(', '),
    unique(driver.supports.map(({ fact }) => `\`${fact}\``)).join(' '),
    unique(driver.supports.flatMap(({ fact, write }) => (write === undefined ? [] : [`\`${fact}\``]))).join(' '),
    driver.activation === undefined ? '' : driver.activation.grade,
    (driver.upgrades ?? []).map(({ name }) => name).join(', '),
  ])
  return table(['driver', 'grade', 'logins', 'reads', 'writes', 'first password', 'firmware by'], rows)
}

function replaceIn(file: string, text: string): void {
  const old = readFileSync(file, 'utf8')
  const from = old.indexOf(begin) + begin.length
  writeFileSync(file, `${old.slice(0, from)}${text}\n${old.slice(old.indexOf(end))}`)
}

if (import.meta.main) {
  replaceIn(join(root, 'README.md'), shortDriverTable())
  replaceIn(join(root, 'electron', 'drivers', 'README.md'), driverTable())
}
