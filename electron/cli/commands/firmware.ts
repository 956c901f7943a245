import { homedir, hostname, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { SiteSession } from '../../engine/session.ts'
import type { UpgradeReport } from '../../engine/upgrade/upgrade.ts'
import type { FirmwareSource, UpgradePlan } from '../../engine/upgrade/upgrade-plan.ts'
import { endpointText } from '../../model/device.ts'
import type { FirmwareFile } from '../../model/firmware-file.ts'
import { countOutcomes } from '../../model/outcome.ts'
import { FirmwareLibrary } from '../../store/firmware-library.ts'
import { dataFolder } from '../data-folder.ts'
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code.ts'
import { addressesOf, changeJson } from '../shapes.ts'
import { interruptible, openSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { showCatalogAge } from './catalog.ts'
import { defineCommand, share, wholeNumber, word, wordOr, words } from './command.ts'

interface FirmwareContext {
  readonly options: Given
  readonly library: FirmwareLibrary
  readonly terminal: Terminal
}

const shape = z.strictObject({
  library: word('<folder>', 'another library than that of this user'),
  vendor: word('<name>', 'of add: as the device prints it'),
  model: words('<name>', 'of add: as the device prints it; may be given again'),
  version: word('<version>', 'of add: as the device will print it'),
  note: wordOr('', '<text>', 'of add: where the file comes from'),
  site: word('<file>', 'of plan and apply: the site file'),
  file: words('<id>', 'of plan and apply: id in the library; may be given again'),
  device: words('<id>', 'only this device; may be given again'),
  canary: wholeNumber(
    { least: 0, most: 1_000 },
    { takes: '<n>', preset: '1', help: 'of apply: so many devices of each firmware go first, one by one' },
  ),
  width: wholeNumber(
    { least: 1, most: 1_000 },
    { takes: '<n>', preset: '4', help: 'of apply: devices at a time after that' },
  ),
  stopShare: share({
    ...{ takes: '<share>', preset: '0.1' },
    help: 'of apply: stop when more than this share of the devices fails',
  }),
  yesDevice: words('<id>', 'of apply: a recorder or door controller that may go away; may be given again'),
})
type Given = z.output<typeof shape>

/** The firmware library of this user, and upgrades out of it. Nothing is upgraded but by `apply`. */
export const firmware = defineCommand({
  summary: 'add FILE, list, remove ID: the firmware library; plan, apply: upgrades out of it',
  args: {
    '<action>': 'add, list, remove, plan or apply',
    '[file]': 'of add: the firmware of the maker; of remove: its id',
  },
  options: shape,
  async run({ options, args: [action, named], terminal }) {
    const context = { options, library: new FirmwareLibrary(libraryFolder(options)), terminal }
    if (action === 'list') return list(context)
    if (action === 'add' && named !== undefined) return await add(context, resolve(named))
    if (action === 'remove' && named !== undefined) return remove(context, named)
    if (action === 'plan' || action === 'apply') return await upgrade(context, action === 'apply')
    throw new UsageError(
      'The firmware library takes add FILE, list and remove ID; upgrades are plan and apply.',
      'For example: firmware add P3265-V_12_11_77.bin --vendor Axis --model P3265-V --version 12.11.77',
    )
  },
})

const libraryFolder = (options: Given): string =>
  options.library === undefined
    ? join(dataFolder({ platform: process.platform, env: process.env, home: homedir() }), 'firmware')
    : resolve(options.library)

async function add({ options, library, terminal }: FirmwareContext, path: string): Promise<ExitCode> {
  const { vendor, model, version, note } = options
  const file = await library.add(path, {
    ...(vendor === undefined ? {} : { vendor }),
    ...(model === undefined ? {} : { models: model }),
    ...(version === undefined ? {} : { version }),
    sourceNote: note,
    addedBy: `${userInfo().username} on ${hostname()}`,
  })
  terminal.document(file)
  terminal.line(`Added as ${file.id}, SHA-256 ${file.sha256}`)
  showFiles([file], terminal)
  return exitCode.done
}

function list({ library, terminal }: FirmwareContext): ExitCode {
  const files = library.list()
  terminal.document({ files })
  showFiles(files, terminal)
  return exitCode.done
}

function remove({ library, terminal }: FirmwareContext, id: string): ExitCode {
  library.remove(id)
  terminal.document({ removed: id })
  terminal.line(`Removed ${id}`)
  return exitCode.done
}

function showFiles(files: readonly FirmwareFile[], terminal: Terminal): void {
  const by = (basis: 'person' | 'file', what: string) => (basis === 'file' ? what : `${what} (as stated)`)
  terminal.table(
    ['Id', 'Vendor', 'Models', 'Version', 'Bytes', 'Read from the file', 'Note'],
    files.map(({ id, vendor, models, version, basis, read, sizeBytes, sourceNote }) => [
      id,
      by(basis.vendor, vendor),
      by(basis.models, models.join(', ')),
      by(basis.version, version),
      String(sizeBytes),
      read?.evidence ?? null,
      sourceNote,
    ]),
  )
}

async function upgrade({ options, library, terminal }: FirmwareContext, applying: boolean): Promise<ExitCode> {
  const { site, file: files } = options
  if (site === undefined || files === undefined) {
    throw new UsageError(
      'An upgrade needs a site and a firmware.',
      'Say --site FILE and --file ID; ids are in the list.',
    )
  }
  const rules = {
    canary: options.canary,
    width: options.width,
    stopShare: options.stopShare,
    confirmed: options.yesDevice ?? [],
  }
  const sources = files.map(
    (id): FirmwareSource => ({
      file: library.get(id),
      check: () => library.check(id),
      read: () => library.read(id),
    }),
  )
  const session = await openSite({ site }, terminal)
  try {
    const devices = options.device ?? null
    const signal = interruptible(terminal)
    const on = terminal.progress.bind(terminal)
    const plan = await session.upgrades().plan({ devices, sources, signal, on })
    showPlan(session, plan, terminal)
    if (!applying) {
      terminal.document({ plan: planJson(plan) })
      return planCode(plan, devices !== null)
    }
    const names = addressesOf(session.devices())
    const report = await session.upgrades().apply(plan, {
      ...rules,
      signal,
      on,
      onChange: ({ deviceId, state, asLeft, problem }) => {
        if (state === 'applying') terminal.line(`${names.get(deviceId)}  begun`)
        else terminal.line(`${names.get(deviceId)}  ${state}  ${problem?.message ?? asLeft ?? ''}`)
      },
    })
    if (report.stopped !== null) terminal.note(report.stopped.message)
    showCatalogAge(session.catalogEdition(), terminal)
    terminal.document({ plan: planJson(plan), ended: report.ended.map(endedJson), stopped: report.stopped })
    return reportCode(session, plan, report, devices !== null)
  } finally {
    session.close()
  }
}

function showPlan(session: SiteSession, { upgrades, refused, warnings }: UpgradePlan, terminal: Terminal): void {
  const names = addressesOf(session.devices())
  terminal.table(
    ['Device', 'Id', 'Model', 'Installed', 'Firmware', 'By'],
    upgrades.map(({ device, installed, source, transport }) => [
      endpointText(device.endpoint),
      device.id,
      device.identity.model,
      installed,
      source.file.version,
      transport,
    ]),
  )
  for (const { device, needsYes, warnings: own } of upgrades) {
    for (const text of own) terminal.line(`${endpointText(device.endpoint)}  ${text}`)
    for (const text of needsYes) terminal.line(`${endpointText(device.endpoint)}  needs --yes-device: ${text}`)
  }
  for (const { deviceId, problem } of refused) terminal.line(`${names.get(deviceId)}  not planned: ${problem.message}`)
  if (upgrades.length > 0) for (const text of warnings) terminal.note(text)
}

const planJson = ({ upgrades, refused, warnings }: UpgradePlan) => ({
  upgrades: upgrades.map(({ device, installed, source, transport, needsYes, warnings: own }) => ({
    device: device.id,
    file: source.file.id,
    installed,
    target: source.file.version,
    transport,
    needsYes,
    warnings: own,
  })),
  refused: refused.map(({ deviceId: device, problem }) => ({ device, problem })),
  warnings,
})

const endedJson = ({ deviceId, fileId, change, ...outcome }: UpgradeReport['ended'][number]) => ({
  device: deviceId,
  file: fileId,
  ...outcome,
  change: changeJson(change),
})

/** Devices of other models and those that have it already are no trouble, unless somebody asked for them by name. */
function planCode({ refused }: UpgradePlan, named: boolean): ExitCode {
  const usual = ['upgrade/wrong-model', 'upgrade/same-version']
  return refused.some(({ problem }) => named || !usual.includes(problem.code)) ? exitCode.incomplete : exitCode.done
}

function reportCode(session: SiteSession, plan: UpgradePlan, { ended }: UpgradeReport, named: boolean): ExitCode {
  if (ended.some(({ end }) => end !== 'upgraded')) return exitCode.incomplete
  const touched = new Set(ended.map(({ deviceId }) => deviceId))
  const findings = session.findings().asLeft.filter(({ deviceId }) => touched.has(deviceId))
  const code = exitCodeOf(countOutcomes(findings))
  return code === exitCode.done ? planCode(plan, named) : code
}
