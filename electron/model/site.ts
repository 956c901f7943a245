import type { DeviceClass } from './device.ts'
import type { OutcomeCounts } from './outcome.ts'
import type { ServiceName } from './security-facts.ts'

/** What the technician confirmed: nothing outside is ever contacted. */
export interface Scope {
  /** `10.0.0.0/24`, `10.0.0.7`, `10.0.0.7:8080`; IPv6 as `[fe80::1]:8080`. */
  readonly targets: readonly string[]
  /** Own IPv4 addresses of the interfaces that multicast may leave by. Empty: no multicast at all. */
  readonly interfaces: readonly string[]
  /** Addresses and CIDRs inside the targets that must not be touched. */
  readonly excluded: readonly string[]
}

/** How hard discovery and reading may press. */
export type Pace = 'gentle' | 'normal' | 'fast'

/** An account that has a right to be on the devices of the site. Everybody else's is unknown. */
export interface ApprovedAccount {
  readonly username: string
  /** `vms` is the account that recorder or video management log in with. */
  readonly use: 'administrator' | 'vms' | 'operator' | 'installer' | 'vendor'
  /** The person or company behind it. */
  readonly holder: string
  /** Last day of the right, `YYYY-MM-DD`; null where it has none. Accounts of outsiders should have one. */
  readonly endsOn: string | null
}

/** Ports that may be open on devices of one kind. */
export interface ApprovedPorts {
  /** Null: on every kind that no other entry names. */
  readonly deviceClass: DeviceClass | null
  readonly tcp: readonly number[]
  readonly udp: readonly number[]
}

/** A device that should be there: what the job was ordered with. One of the three is enough to know it again. */
export interface JobListEntry {
  readonly serial: string | null
  readonly mac: string | null
  readonly address: string | null
  readonly note: string | null
}

/** Something outside the security network that must not answer from inside it. */
export interface ForbiddenTarget {
  readonly name: string
  readonly address: string
  readonly port: number
}

/** Values that belong to the site, not to a checklist. What nobody entered is absent: a check then says so and never guesses. */
export interface SiteSettings {
  readonly ntpServers: readonly string[]
  /** ONVIF protocols that the site needs; every other one is switched off by the fix. */
  readonly neededProtocols: readonly ('HTTP' | 'HTTPS' | 'RTSP')[]
  /** Services that the site needs or has a contract for (`p2p-cloud`, `ddns`, `bonjour` ...); they may stay on. */
  readonly neededServices?: readonly ServiceName[]
  /** Time zone as POSIX 1003.1 TZ. */
  readonly timeZone?: string
  readonly syslogTargets?: readonly {
    readonly host: string
    readonly port: number
    readonly transport: 'udp' | 'tcp' | 'tls'
  }[]
  /** Recorders, video management and administration hosts, as addresses or CIDRs: nobody else needs to reach a device. */
  readonly allowedClients?: readonly string[]
  /** SHA-256 of the certificates of the authorities that the site trusts, or their subjects. */
  readonly certificateAuthorities?: readonly string[]
  readonly accounts?: readonly ApprovedAccount[]
  readonly openPorts?: readonly ApprovedPorts[]
  readonly gateways?: readonly string[]
  readonly dnsServers?: readonly string[]
  readonly retentionDays?: number
  readonly jobList?: readonly JobListEntry[]
  readonly forbiddenTargets?: readonly ForbiddenTarget[]
}

/** A part of the site with a weight of its own. A device belongs to the first one whose networks hold its address. */
export interface Zone {
  readonly name: string
  readonly networks: readonly string[]
  readonly criticality: 'low' | 'medium' | 'high'
  /** What a failure does to people: `life-safety` where a door or an alarm keeps them from harm. */
  readonly safetyImpact: 'none' | 'indirect' | 'life-safety'
}

/** A person that can be reached. */
export interface Contact {
  readonly name: string
  readonly role: string
  readonly reach: string
}

/** Who answers for the system: decided before anything happens, not during it. */
export interface SiteGovernance {
  readonly owner: Contact | null
  /** In the order in which they are called. */
  readonly escalation: readonly Contact[]
  /** Who may cut this system off from other networks. */
  readonly mayIsolate: readonly Contact[]
  readonly support: { readonly provider: string; readonly reach: string; readonly endsOn: string | null } | null
  /** When changes may be made, in words, and who said so. */
  readonly maintenanceWindow: { readonly when: string; readonly approver: string } | null
}

/** A site of which nobody wrote anything down. */
export const noGovernance: SiteGovernance = {
  owner: null,
  escalation: [],
  mayIsolate: [],
  support: null,
  maintenanceWindow: null,
}

/** How somebody likes to look at the devices of a site: names of columns and filters, and nothing that is evidence. */
export interface DeviceListView {
  readonly name: string
  readonly filters: readonly { readonly by: string; readonly is: string }[]
  readonly search: string
  readonly columns: readonly string[]
  readonly sort: { readonly column: string; readonly descending: boolean } | null
}

export interface SiteRecord {
  readonly id: string
  readonly name: string
  readonly customer: string | null
  readonly contract: string | null
  readonly technician: string
  readonly company: string
  readonly checklist: string
  readonly scope: Scope | null
  readonly settings: SiteSettings
  /** Absent in files of earlier releases. */
  readonly governance?: SiteGovernance
  readonly zones?: readonly Zone[]
  readonly deviceViews?: readonly DeviceListView[]
  /** Devices of a practice site are simulated; evidence says so. */
  readonly practice: boolean
  readonly createdAt: string
}

export interface Visit {
  readonly id: string
  /** 1 for the first visit at this site. */
  readonly number: number
  readonly startedAt: string
  readonly endedAt: string | null
  readonly before: OutcomeCounts | null
}

/** Where a change stands, or how it ended. */
export const changeStates = [
  'planned',
  'applying',
  'fixed',
  'failed',
  'rolled-back',
  'cancelled',
  'left',
  'unresolved',
] as const
export type ChangeState = (typeof changeStates)[number]

/** How much of the work of a device a change disturbs. */
export const disruptions = ['none', 'low', 'medium', 'high'] as const
export type Disruption = (typeof disruptions)[number]

/** One planned, running or finished change of one device by one fix. */
export interface Change {
  readonly id: string
  readonly visitId: string
  readonly deviceId: string
  /** Id of the fix, which is the id of its check. */
  readonly fix: string
  /**
   * Nothing was written where it was `cancelled`, by a person, or `left` alone: `problem` says what it waits for (a yes, a second
   * person) or what spared it (a canary that failed, a device that is not as it was planned for).
   */
  readonly state: ChangeState
  /** As found, target and as left in words: no secret. */
  readonly asFound: string
  readonly target: string
  readonly asLeft: string | null
  readonly disruption: Disruption
  readonly reboot: boolean
  readonly undo: string
  readonly problem: { readonly code: string; readonly message: string; readonly remedy: string } | null
  /** Why a person must say yes to this very change; absent where the yes to the plan is enough. */
  readonly confirm?: string
  /** The wave that it ran in: 0 is the canary. */
  readonly wave?: number
  /** The second person, where the change needed one. */
  readonly approvedBy?: string
  readonly at: string
}
