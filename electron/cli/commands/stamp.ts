import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readAuthorities, rememberAuthority, type StampAuthority } from '../../engine/seal/stamp-authorities.ts'
import { type StampedPack, type StampOutcome, sourceOf, stampPackFile } from '../../engine/seal/stamps.ts'
import { dataFolder } from '../data-folder.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { readFileOf, readTexts } from '../files.ts'
import { interruptible, openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, word } from './command.ts'

const shape = z.strictObject({
  site: word('<file>', 'the site whose packs wait'),
  log: flag('with --site: stamp the log of the visit as it stands now as well'),
  renew: flag('list and stamp everything in the packs anew, before an old timestamp grows weak'),
  tsa: word('<url>', 'timestamp authority to ask; without it, those that were remembered'),
  tsaRoot: word('<file>', 'its root certificate, from its operator'),
  tsaName: word('<name>', 'what to call it; its host without'),
  crl: word('<file>', 'newest revocation list of the company, archived with the timestamp'),
  remember: flag('ask this authority from now on'),
})
type Given = z.output<typeof shape>

/** Gets timestamps over the Internet: for packs, and for the log of a visit that is going on. */
export const stamp = defineCommand({
  summary: 'get timestamps for sealed packs (named, or waiting in a site) and for the log of the visit',
  args: { '[pack...]': 'packs to stamp; without any, those of the site that wait for it' },
  options: shape,
  async run({ options, args, terminal }) {
    const authorities = await chosenAuthorities(options)
    if (authorities.length === 0) {
      throw new UsageError('No timestamp authority is known.', 'Name one with --tsa and --tsa-root, and --remember it.')
    }
    const signal = interruptible(terminal)
    if (args.length > 0) {
      const crlPem = options.crl === undefined ? null : (await readTexts([options.crl])).join('')
      const packs: StampedPack[] = []
      for (const pack of args) {
        const sources = authorities.slice(0, 2).map((authority) => sourceOf(authority, signal))
        await readFileOf(pack)
        packs.push(await stampPackFile(resolve(pack), sources, { renew: options.renew === true, crlPem }))
      }
      return report({ packs, log: [] }, terminal)
    }
    const { site } = options
    if (site === undefined) throw new UsageError('Nothing to stamp was named.', 'Name packs, or a site.')
    const session = await openSite({ site }, terminal)
    try {
      const stamps = await session.stamps()
      const log = options.log === true ? await stamps.stampLog(authorities, { signal }) : []
      const packs = await stamps.stampWaiting(authorities, { signal })
      return report({ packs, log }, terminal)
    } finally {
      session.close()
    }
  },
})

async function chosenAuthorities(options: Given): Promise<readonly StampAuthority[]> {
  const file = join(
    dataFolder({ platform: process.platform, env: process.env, home: homedir() }),
    'timestamp-authorities.json',
  )
  if (options.tsa === undefined) return readAuthorities(file)
  if (options.tsaRoot === undefined) {
    throw new UsageError('--tsa needs --tsa-root.', 'Get the root certificate of the authority from its operator.')
  }
  const url = options.tsa
  const [rootPem = ''] = await readTexts([options.tsaRoot])
  const authority = { name: options.tsaName ?? URL.parse(url)?.host ?? url, url, rootPem }
  if (options.remember === true) rememberAuthority(file, authority)
  return [authority]
}

/** Incomplete when something has no timestamp yet: it keeps waiting, and the command can be run again. */
function report(
  done: { readonly packs: readonly StampedPack[]; readonly log: readonly StampOutcome[] },
  terminal: Terminal,
): ExitCode {
  terminal.document(done)
  const show = (what: string, { authority, time, problem }: StampOutcome) => {
    terminal.line(`${what}: ${authority} ${time === null ? `gave none. ${problem?.message}` : `vouches for ${time}`}`)
    if (problem !== null) terminal.note(`${problem.remedy}\n[${problem.code}]`)
  }
  for (const outcome of done.log) show('Log', outcome)
  for (const { path, outcomes } of done.packs) for (const outcome of outcomes) show(path, outcome)
  if (done.packs.length === 0 && done.log.length === 0) terminal.line('No pack waits for a timestamp.')
  const all = [...done.log, ...done.packs.flatMap(({ outcomes }) => outcomes)]
  return all.every(({ time }) => time !== null) ? exitCode.done : exitCode.incomplete
}
