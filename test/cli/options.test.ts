import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import type { CliCommand } from '../../electron/cli/commands/command.ts'
import { runCli } from './run-cli.ts'

const folder = join(root, 'electron', 'cli', 'commands')

describe('the options of a command', () => {
  it.each(readdirSync(folder).filter((file) => file !== 'command.ts'))('are those that it reads: %s', async (file) => {
    const exported = (await import(join(folder, file))) as Readonly<Record<string, unknown>>
    const commands = Object.values(exported).filter(
      (value): value is CliCommand => typeof value === 'object' && value !== null && 'define' in value,
    )
    expect(commands).toHaveLength(1)
    for (const { define, options } of commands) {
      const offered = define(new Command()).options.map((option) => option.attributeName())
      expect(Object.keys(options.shape).toSorted()).toEqual(offered.toSorted())
    }
  })

  it('are refused in words where one is given as none can be', async () => {
    const { code, stderr } = await runCli(['practice', '--ports', 'low'])
    expect(code).toBe(2)
    expect(stderr).toContain('--ports cannot be taken')
    expect(stderr).toContain('[usage/invalid]')
  })
})
