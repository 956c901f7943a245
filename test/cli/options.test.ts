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
  measured,
  needed,
  offer,
  share,
  wholeNumber,
  wholeWords,
  wordOr,
  words,
} from '../../electron/cli/commands/command.ts'
import { runCli } from './run-cli.ts'

const folder = join(root, 'electron', 'cli', 'commands')

/** Each option as somebody types it who gives all of them: with its preset, else with a number or any word. */
const typed = ({ options }: Command): string[] =>
  options.flatMap(({ long, required, defaultValue, flags }) => [
    long ?? '',
    ...(required ? [defaultValue || (/<n(umber)?>$/.test(flags) ? '7' : 'any')] : []),
  ])

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

  const figures: readonly (readonly [z.ZodType, string, readonly string[], readonly string[]])[] = [
    [
      wholeNumber({ least: 0, most: 9 }, { help: '' }),
      'whole number',
      ['0', '9', '07'],
      ['', ' ', '2.5', '-1', '10', '0x1', '1e0', 'one', '1 '],
    ],
    [share({ help: '' }), 'share', ['0', '1', '0.5', '.5'], ['', ' ', '1.1', '-0.1', '5e-1', '1.', 'half']],
    [measured({ help: '' }), 'number', ['12.5', '-3', '+0.1'], ['', ' ', '12,5', 'Infinity', '1e3', '0x1', '12.5 V']],
  ]
  it.each(figures)('that are numbers take figures alone: %#', (shape, wanted, taken, refused) => {
    expect(taken.map((text) => shape.parse(text))).toEqual(taken.map(Number))
    for (const text of refused) {
      const { success, error } = shape.safeParse(text)
      expect([text, success, error?.issues[0]?.message]).toEqual([text, false, expect.stringContaining(wanted)])
    }
  })

  it.each([
    [['fix', '--site', 'none', '--plan', '--canary', ''], '--canary cannot be taken: a whole number from 0 to 1000'],
    [['fix', '--site', 'none', '--plan', '--wave', '2.5'], '--wave cannot be taken: a whole number from 1 to 1000'],
    [['fix', '--site', 'none', '--plan', '--stop-share', ' '], '--stop-share cannot be taken: a share from 0 to 1'],
    [['practice', '--devices', '1001'], '--devices cannot be taken: a whole number from 1 to 1000'],
  ])('never take what is no number for one: %j', async (given, said) => {
    const { code, stderr } = await runCli(given)
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)])
  })

  it('are refused in words where one is given as none can be', async () => {
    const { code, stderr } = await runCli(['practice', '--ports', 'low'])
    expect(code).toBe(2)
    expect(stderr).toContain('--ports cannot be taken')
    expect(stderr).toContain('[usage/invalid]')
  })
})
