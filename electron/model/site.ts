import type { OutcomeCounts } from './outcome.ts'

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

/** Values that belong to the site, not to a checklist. */
export interface SiteSettings {
  readonly ntpServers: readonly string[]
  /** ONVIF protocols that the site needs; every other one is switched off by the fix. */
  readonly neededProtocols: readonly ('HTTP' | 'HTTPS' | 'RTSP')[]
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

/** One planned, running or finished change of one device by one fix. */
export interface Change {
  readonly id: string
  readonly visitId: string
  readonly deviceId: string
  /** Id of the fix, which is the id of its check. */
  readonly fix: string
  readonly state: 'planned' | 'applying' | 'fixed' | 'failed' | 'rolled-back' | 'cancelled' | 'unresolved'
  /** As found, target and as left in words: no secret. */
  readonly asFound: string
  readonly target: string
  readonly asLeft: string | null
  readonly disruption: 'none' | 'low' | 'medium' | 'high'
  readonly reboot: boolean
  readonly undo: string
  readonly problem: { readonly code: string; readonly message: string; readonly remedy: string } | null
  readonly at: string
}
