import { z } from 'zod'
import type { Result } from '../model/errors.ts'
import { changeChannels } from './change-channels.ts'
import { ChangeView } from './change-shapes.ts'
import { checklistChannels } from './checklist-shapes.ts'
import { deviceChannels } from './device-channels.ts'
import { DeviceRow } from './device-shapes.ts'
import { DiscoveryView, InterfaceView } from './discovery-shapes.ts'
import { draftChannels } from './draft-channels.ts'
import { evidenceChannels } from './evidence-channels.ts'
import { CatalogView, FirmwareView } from './firmware-shapes.ts'
import { languages } from './languages.ts'
import { passphraseMinLength } from './limits.ts'
import { OverviewView } from './overview-shapes.ts'
import { recordChannels } from './record-shapes.ts'
import { Pace, Problem, RecentSite, Scope, SiteView } from './shapes.ts'
import { FileStatement, LibraryFile, UpgradeView } from './upgrade-shapes.ts'

const passphrase = z.string().min(1).max(1024)
const name = z.string().trim().min(1).max(200)

const WorkKind = z.enum(['discover', 'assess', 'plan', 'fix', 'upgrade', 'seal', 'segmentation', 'snapshot'])
const ProgressShape = z.object({
  work: WorkKind,
  state: z.enum(['running', 'done', 'cancelled', 'problem']),
  done: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
  text: z.string(),
  /** A person paused it. */
  held: z.boolean().optional(),
  /** Why nothing new is begun for now: it goes on by itself. */
  waiting: Problem.optional(),
  /** How long it will go on at the pace so far; absent while nobody can say. */
  remainingSeconds: z.int().nonnegative().nullable().optional(),
})

/**
 * Every message the renderer may send. A new message is a new line here and one handler.
 *
 * A file is always chosen in a dialog of the operating system (or dropped, as bytes): the renderer never names a path that
 * the main process would open. Long work answers at once; its progress comes as events and in the `.view` channel.
 * An answer with `wire` crosses in that form. @see toWire
 */
export const channels = {
  'app.about': {
    input: z.void(),
    output: z.object({ version: z.string(), electron: z.string(), recent: z.array(RecentSite) }),
  },
  /** What the licences of others demand to be said with every copy: one long text. */
  'app.notices': { input: z.void(), output: z.object({ text: z.string() }) },
  /** Main says what it says itself, in dialogs of the operating system and in the menu, in the language of the page. */
  'app.speak': { input: z.object({ language: z.enum(languages) }), output: z.null() },
  'site.create': {
    input: z.object({
      name,
      customer: z.string().trim().max(200).nullable(),
      company: name,
      technician: name,
      ntpServers: z.array(z.string().trim().min(1).max(253)).max(8),
      passphrase: z.string().min(passphraseMinLength).max(1024),
    }),
    output: SiteView.nullable(),
  },
  /** Asks for the file in a dialog; null when the person closed the dialog. */
  'site.choose': { input: z.void(), output: z.object({ file: z.string(), name: z.string() }).nullable() },
  /** Opens what `site.choose` or `app.about` named. */
  'site.open': { input: z.object({ file: z.string(), passphrase }), output: SiteView },
  /** A look at a site that somebody else has open, as it is at this moment. Nothing of it can be changed. */
  'site.read': { input: z.object({ file: z.string(), passphrase }), output: SiteView },
  'site.practice': { input: z.object({ devices: z.int().min(1).max(500) }), output: SiteView },
  /** `ask` locks only where no work runs; else it says so, and a person says what becomes of the work. */
  'site.lock': {
    input: z.object({ work: z.enum(['ask', 'goes-on', 'ends']) }),
    output: z.object({ locked: z.boolean() }),
  },
  /** Work of a locked site as counts only, while it goes on and after it ended; null where none ran. */
  'site.behind': {
    input: z.void(),
    output: z
      .object({
        state: z.enum(['goes-on', 'ending', 'ended', 'stopped', 'trouble']),
        work: WorkKind,
        done: z.int().nonnegative(),
        total: z.int().nonnegative().nullable(),
      })
      .nullable(),
  },
  'site.view': { input: z.void(), output: SiteView.nullable() },
  /** What the charts of the overview are drawn from. */
  'site.overview': { input: z.void(), output: OverviewView },
  'scope.interfaces': { input: z.void(), output: z.array(InterfaceView) },
  'scope.confirm': { input: z.object({ scope: Scope, largeConfirmed: z.boolean() }), output: SiteView },
  'discovery.start': { input: z.object({ pace: Pace }), output: DiscoveryView },
  'discovery.view': { input: z.void(), output: DiscoveryView },
  /** The work that runs, as `progress` tells it; null while none does. */
  'work.view': { input: z.void(), output: ProgressShape.nullable() },
  /** Cancels whatever runs: discovery, assessment or changes. */
  'work.cancel': { input: z.void(), output: z.null() },
  ...deviceChannels,
  'assess.start': { input: z.object({ ids: z.array(z.uuid()).max(5_000).nullable() }), output: z.null() },
  ...changeChannels,
  'firmware.view': { input: z.void(), output: FirmwareView },
  /** Opens one source of a device's firmware answer, by its place there: the page names no address. False: the person said no. */
  'firmware.openSource': {
    input: z.object({ deviceId: z.uuid(), source: z.int().min(0).max(10_000) }),
    output: z.object({ opened: z.boolean() }),
  },
  /** Asks for the signed file in a dialog; null when the person closed it. */
  'firmware.updateCatalog': {
    input: z.void(),
    output: z.object({ catalog: CatalogView, replaces: z.int() }).nullable(),
  },
  /** The firmware files of the integrator, and the devices of the site that each is made for. */
  'upgrade.library': { input: z.void(), output: z.array(LibraryFile) },
  /** Asks for the file in a dialog; null when the person closed it. Nothing is sent to a device. */
  'upgrade.addFile': { input: FileStatement, output: LibraryFile.nullable() },
  'upgrade.removeFile': { input: z.object({ id: z.string().regex(/^[0-9a-f]{16}$/) }), output: z.null() },
  /** The dry run: reads the devices, sends no file. */
  'upgrade.plan': {
    input: z.object({
      ids: z.array(z.uuid()).min(1).max(5_000),
      fileIds: z
        .array(z.string().regex(/^[0-9a-f]{16}$/))
        .min(1)
        .max(200),
    }),
    output: UpgradeView,
  },
  'upgrade.view': { input: z.void(), output: UpgradeView.nullable() },
  /** Only with the yes to both warnings; `confirmed` are devices that a person said yes to one by one. */
  'upgrade.apply': {
    input: z.object({
      planId: z.uuid(),
      deviceIds: z.array(z.uuid()).min(1).max(5_000),
      confirmed: z.array(z.uuid()).max(5_000),
      powerHolds: z.literal(true),
      windowAgreed: z.literal(true),
    }),
    output: z.null(),
  },
  ...evidenceChannels,
  ...checklistChannels,
  ...recordChannels,
  ...draftChannels,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; wire?: z.ZodType }>

export type Channel = keyof typeof channels
export type Input<C extends Channel> = z.output<(typeof channels)[C]['input']>
export type Output<C extends Channel> = z.output<(typeof channels)[C]['output']>

/** What `changed` can be about. */
export const areas = [
  'site',
  'discovery',
  'devices',
  'plan',
  'firmware',
  'upgrade',
  'evidence',
  'identity',
  'checklist',
  'record',
] as const
export type Area = (typeof areas)[number]

/** What main tells the renderer unasked. Small on purpose: they say what to ask for again, or how far long work is. */
export const events = {
  /** Something of this area changed; queries of the area are asked again. */
  changed: z.object({ areas: z.array(z.enum(areas)) }),
  progress: ProgressShape,
  /** Long work ended with trouble that is not of one device. */
  problem: z.object({ code: z.string(), message: z.string(), remedy: z.string() }),
  /** `crash`: the engine process ended by itself; the site file is whole, and can be opened again. */
  locked: z.object({ reason: z.enum(['asked', 'idle', 'suspend', 'crash']) }),
  /** Rows of `devices.list` as they are now: while work runs, in the place of the whole list. */
  deviceRows: z.object({ rows: z.array(DeviceRow) }),
  /** One row of the plan moved. */
  change: ChangeView,
} as const satisfies Record<string, z.ZodType>

export type EventName = keyof typeof events
export type Event<E extends EventName> = z.output<(typeof events)[E]>

/** `window.api`: plain functions, never `ipcRenderer`. Answers are data; nothing throws across. */
export type Api = {
  readonly call: <C extends Channel>(channel: C, input: Input<C>) => Promise<Result<Output<C>>>
  readonly on: <E extends EventName>(event: E, listener: (payload: Event<E>) => void) => () => void
}
export type { Problem, Result } from '../model/errors.ts'
