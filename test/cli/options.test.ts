import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { root } from '../../build/command.ts'
import {
  type CliCommand,
  defineCommand,
  flag,
  needed,
  offer,
  wholeWords,
  wordOr,
  words,
} from '../../electron/cli/commands/command.ts'
import { runCli } from './run-cli.ts'

const folder = join(root, 'electron', 'cli', 'commands')

/** Each option as somebody types it who gives all of them: with its preset, else with any word. */
const typed = ({ options }: Command): string[] =>
  options.flatMap(({ long, required, defaultValue }) => [long ?? '', ...(required ? [defaultValue || 'any'] : [])])

describe('the options of a command', () => {
  it.each(readdirSync(folder).filter((file) => file !== 'command.ts'))('are all read: %s', async (file) => {
    const exported = (await import(join(folder, file))) as Readonly<Record<string, unknown>>
    const commands = Object.values(exported).filter(
      (value): value is CliCommand => typeof value === 'object' && value !== null && 'run' in value,
    )
    expect(commands).toHaveLength(1)
    for (const command of commands) {
      const offered = offer(new Command().exitOverride(), command)
      const names = Object.keys(command.options.shape).toSorted()
      expect(offered.options.map((option) => option.attributeName()).toSorted()).toEqual(names)
      offered.parse([...typed(offered), ...offered.registeredArguments.map(() => 'any')], { from: 'user' })
      expect(Object.keys(command.options.parse(offered.opts())).toSorted()).toEqual(names)
    }
  })

  it('are typed as they are named, must be given where nothing else says so, and gather what is given again', () => {
    const command = defineCommand({
      summary: '',
      options: z.strictObject({
        out: needed('<file>'),
        stopShare: wordOr('0.5', '<share>', ''),
        device: words('<id>', ''),
        file: wholeWords('<file>', ''),
        yes: flag(''),
      }),
      run: async () => 0,
    })
    const parse = (...given: string[]) => {
      const silent = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
      return command.options.parse(offer(silent, command).parse(given, { from: 'user' }).opts())
    }
    expect(() => parse()).toThrow("required option '--out <file>' not specified")
    expect(parse('--out', 'a,b')).toEqual({ out: 'a,b', stopShare: '0.5' })
    expect(
      parse(
        '--out',
        'a',
        '--stop-share',
        '1',
        '--device',
        'a,b',
        '--device',
        'c',
        '--file',
        'a,b',
        '--file',
        'c',
        '--yes',
      ),
    ).toEqual({
      out: 'a',
      stopShare: '1',
      device: ['a', 'b', 'c'],
      file: ['a,b', 'c'],
      yes: true,
    })
  })

  it('are refused in words where one is given as none can be', async () => {
    const { code, stderr } = await runCli(['practice', '--ports', 'low'])
    expect(code).toBe(2)
    expect(stderr).toContain('--ports cannot be taken')
    expect(stderr).toContain('[usage/invalid]')
  })
})
