import { z } from 'zod'
import type { Result } from '../model/errors.ts'
import { CatalogView, FirmwareView } from './firmware-shapes.ts'
import { passphraseMinLength } from './limits.ts'
import {
  ChangeView,
  DeviceRow,
  DeviceView,
  DiscoveryView,
  InterfaceView,
  Pace,
  PackView,
  PlanView,
  RecentSite,
  Scope,
  SiteView,
  VerifyView,
} from './shapes.ts'

const passphrase = z.string().min(1).max(1024)
const name = z.string().trim().min(1).max(200)

/**
 * Every message the renderer may send. A new message is a new line here and one handler.
 *
 * A file is always chosen in a dialog of the operating system (or dropped, as bytes): the renderer never names a path that
 * the main process would open. Long work answers at once; its progress comes as events and in the `.view` channel.
 */
export const channels = {
  'app.about': {
    input: z.void(),
    output: z.object({ version: z.string(), electron: z.string(), recent: z.array(RecentSite) }),
  },
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
  'site.practice': { input: z.object({ devices: z.int().min(1).max(500) }), output: SiteView },
  'site.lock': { input: z.void(), output: z.null() },
  'site.view': { input: z.void(), output: SiteView.nullable() },
  'scope.interfaces': { input: z.void(), output: z.array(InterfaceView) },
  'scope.confirm': { input: z.object({ scope: Scope, largeConfirmed: z.boolean() }), output: SiteView },
  'discovery.start': { input: z.object({ pace: Pace }), output: DiscoveryView },
  'discovery.view': { input: z.void(), output: DiscoveryView },
  /** Cancels whatever runs: discovery, assessment or changes. */
  'work.cancel': { input: z.void(), output: z.null() },
  'devices.list': { input: z.void(), output: z.array(DeviceRow) },
  'devices.view': { input: z.object({ id: z.uuid() }), output: DeviceView },
  /** A login that the technician knows, for these devices; goes straight into the vault. */
  'devices.login': {
    input: z.object({ ids: z.array(z.uuid()).min(1).max(5_000), username: name, password: z.string().min(1).max(256) }),
    output: z.null(),
  },
  /** One password, on purpose, to be shown for a few seconds. Refused when the unlock is older than 5 minutes. */
  'devices.reveal': { input: z.object({ id: z.uuid(), username: name }), output: z.object({ text: z.string() }) },
  'assess.start': { input: z.object({ ids: z.array(z.uuid()).max(5_000).nullable() }), output: z.null() },
  'plan.make': {
    input: z.object({
      ids: z.array(z.uuid()).max(5_000).nullable(),
      checks: z.array(z.string()).nullable(),
      /** New passwords may cross the network readable, where a device offers no HTTPS. Lands in evidence. */
      allowClear: z.boolean(),
    }),
    output: PlanView,
  },
  'plan.view': { input: z.void(), output: PlanView.nullable() },
  /** `changeIds` narrows the plan to what the person left ticked; null applies all of it. */
  'plan.apply': {
    input: z.object({ planId: z.uuid(), changeIds: z.array(z.uuid()).min(1).max(100_000).nullable() }),
    output: z.null(),
  },
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
  'evidence.list': { input: z.void(), output: z.array(PackView) },
  /** Asks where to save in a dialog; null when the person closed it. */
  'evidence.seal': { input: z.object({ variant: z.enum(['insurer', 'customer']) }), output: PackView.nullable() },
  /** Shows a sealed pack of this site in the file manager. */
  'evidence.show': { input: z.object({ packId: z.string().max(200) }), output: z.null() },
  /** Pack and root as bytes (dropped or chosen in the page), so that no path crosses. */
  'evidence.verify': {
    input: z.object({
      pack: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 512 * 1024 * 1024),
      rootPem: z.string().max(100_000).nullable(),
    }),
    output: VerifyView,
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Channel = keyof typeof channels
export type Input<C extends Channel> = z.output<(typeof channels)[C]['input']>
export type Output<C extends Channel> = z.output<(typeof channels)[C]['output']>

/** What main tells the renderer unasked. Small on purpose: they say what to ask for again, or how far long work is. */
export const events = {
  /** Something of this area changed; queries of the area are asked again. */
  changed: z.object({ areas: z.array(z.enum(['site', 'discovery', 'devices', 'plan', 'firmware', 'evidence'])) }),
  progress: z.object({
    work: z.enum(['discover', 'assess', 'plan', 'fix', 'seal']),
    state: z.enum(['running', 'done', 'cancelled', 'problem']),
    done: z.int().nonnegative(),
    total: z.int().nonnegative().nullable(),
    text: z.string(),
  }),
  /** Long work ended with trouble that is not of one device. */
  problem: z.object({ code: z.string(), message: z.string(), remedy: z.string() }),
  /** `crash`: the engine process ended by itself; the site file is whole, and can be opened again. */
  locked: z.object({ reason: z.enum(['asked', 'idle', 'suspend', 'crash']) }),
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
