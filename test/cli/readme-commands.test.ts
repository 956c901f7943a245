import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { type CliCommand, offer } from '../../electron/cli/commands/command.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const chapter = (title: string) => readme.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? ''
const folder = join(root, 'electron', 'cli', 'commands')

/** Every long option that a command of the command line takes. */
async function optionsOfCommands(): Promise<Set<string>> {
  const found = new Set<string>(['--json', '--help', '--version'])
  for (const file of readdirSync(folder)) {
    const exported = (await import(join(folder, file))) as Readonly<Record<string, unknown>>
    for (const value of Object.values(exported)) {
      if (typeof value !== 'object' || value === null || !('options' in value)) continue
      const command = offer(new Command(), value as CliCommand)
      for (const { long } of [command, ...command.commands].flatMap(({ options }) => options)) if (long) found.add(long)
    }
  }
  return found
}

describe('the README', () => {
  it('names every command, and every option of one', async () => {
    const section = chapter('The command line')
    const commands = [...readFileSync(join(folder, '..', 'main.ts'), 'utf8').matchAll(/^ {2}(\w+): async \(\)/gm)]
    expect(commands.length).toBeGreaterThan(20)
    expect(commands.map(([, name]) => name).filter((name) => !section.includes(`fieldseal ${name} `))).toEqual([])
    const options = await optionsOfCommands()
    expect(options.size).toBeGreaterThan(60)
    const silent = ['--help', '--version']
    const named = new Set(section.match(/--[a-z][a-z-]*/g))
    expect([...options].filter((option) => !named.has(option) && !silent.includes(option))).toEqual([])
    expect([...named].filter((option) => !options.has(option))).toEqual([])
  })

  it('names every script of the package, and none that it has not', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }
    const written = readme.matchAll(/(?:`|&& |=1 )npm (?:run )?(?:-s )?([a-z-]+)/g)
    const named = new Set([...written].map(([, name]) => name ?? ''))
    expect(Object.keys(scripts).filter((name) => !named.has(name))).toEqual([])
    const others = ['ci', 'audit']
    expect([...named].filter((name) => !(name in scripts) && !others.includes(name))).toEqual([])
  })

  it('of a room names files that are there', () => {
    const files = ['electron', 'renderer', 'build', 'test', 'checklists', 'firmware-catalog'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) =>
        `/${room}/${name}`.replaceAll('\\', '/'),
      ),
    )
    const readmes = files.filter((path) => path.endsWith('/README.md'))
    expect(readmes.length).toBeGreaterThan(3)
    const missing = readmes.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/`([a-z0-9/-]+\.tsx?)`/g)]
        .map(([, name]) => name ?? '')
        .filter((name) => !files.some((file) => file.endsWith(`/${name}`)))
        .map((name) => `${path}: ${name}`),
    )
    expect(missing).toEqual([])
  })
})
