import type { DeviceClass } from './device.ts'
import type { LoginName } from './login-name.ts'
import type { SiteGovernance, SiteSettings, Zone } from './site.ts'

/**
 * How one device stands among the others of its site, as the engine put it together at the time of the look.
 * No device said this.
 */
export interface DevicePlace {
  /** When the device was looked at: checks know no other time. */
  readonly at: string
  readonly deviceClass: DeviceClass
  /** Null while nobody put the device into a zone. */
  readonly zone: Zone | null
  /** Whether the job list of the site names it, by serial, MAC or address; null while there is no job list. */
  readonly onJobList: boolean | null
  /** What it shares with another device and must not, in words: `address 10.0.0.7 with ...`. */
  readonly sharedWith: readonly string[]
}

/** What the vault knows of the passwords of one device. No password, and no length more exact than its class. */
export interface PasswordKeeping {
  readonly kept: readonly {
    readonly interface: LoginName
    readonly username: string
    readonly origin: 'generated' | 'entered'
    /** Other devices of the site that hold the same password. */
    readonly sharedWith: number
    /** The longest of these that the password reaches; 0 for shorter ones. */
    readonly atLeast: 0 | 8 | 12 | 16
    /** It was entered as a login for the whole site. */
    readonly forSite?: boolean
    /** It is what the device kept of a longer one that it was given, without a word. */
    readonly cutOff?: boolean
  }[]
}

/** What became of the passwords that the product changed on one device, over all visits. */
export interface PasswordProofs {
  readonly changes: readonly {
    readonly interface: LoginName
    readonly username: string
    readonly newAccepted: boolean
    /** Null where no earlier password was known, so that none could be tried. */
    readonly oldRefused: boolean | null
    readonly at: string
  }[]
  /** Accounts of which nobody knows which of several passwords they hold. */
  readonly unresolved: readonly string[]
}

/** Firmware upgrades that the product carried out on one device, oldest first. */
export interface UpgradeHistory {
  readonly upgrades: readonly {
    readonly from: string | null
    readonly to: string
    readonly sha256: string
    /** What showed that the file is the maker's: the device's own check of a signature, or a hash that the maker publishes. */
    readonly origin: 'maker-signature' | 'maker-hash' | 'nothing'
    readonly at: string
    /** When all items were judged again on the new firmware; null while nobody did. */
    readonly judgedAgainAt: string | null
  }[]
}

/** The copies of the configuration of one device that the site file keeps encrypted. The copy itself is no fact: it holds secrets. */
export interface ConfigCopies {
  readonly latest: {
    readonly takenAt: string
    /** By what operation of the device. */
    readonly via: string
    readonly firmware: string | null
    /** The steps that bring it back, for somebody who has never seen the device. */
    readonly restore: string
    readonly files: readonly { readonly name: string; readonly sizeBytes: number; readonly sha256: string }[]
  } | null
  /** Fixes and upgrades that touched the device after the latest copy. */
  readonly changedSince: readonly string[]
}

/**
 * What could be reached from the port that the technician stood at: targets that must not answer, and one neighbour that must,
 * for a cable that is out would look like the best of walls.
 */
export interface SegmentationTrial {
  readonly at: string
  readonly from: {
    /** Own IPv4 address of the interface that was used. */
    readonly address: string
    /** As the technician named them, or LLDP told; null where nobody knows. */
    readonly switchName: string | null
    readonly port: string | null
    readonly vlan: string | null
  }
  /** A device of the security network that answered in the same minute; null where none did. */
  readonly neighbour: string | null
  /**
   * What had to answer from beyond the gateway: silence means something only where packets do leave the own network. Null where
   * nobody named one; absent in tests of before this was asked for.
   */
  readonly wayOut?: {
    readonly address: string
    readonly port: number
    readonly answer: SegmentationAnswer
  } | null
  readonly probes: readonly {
    /** As the site record calls it: `domain controller`. */
    readonly name: string
    readonly address: string
    readonly port: number
    readonly answer: SegmentationAnswer
  }[]
}

/**
 * `answered`: took the connection; `refused`: a reset, which also came from there; `silent`: nothing came back; `not-sent`: this
 * computer has no route there or its gateway does not answer, so that nothing left the own network.
 */
export const segmentationAnswers = ['answered', 'refused', 'silent', 'not-sent'] as const
export type SegmentationAnswer = (typeof segmentationAnswers)[number]

/** The facts that no device tells: the engine derives them from the site file. */
export interface SiteFacts {
  readonly 'site.settings': SiteSettings
  readonly 'site.governance': SiteGovernance
  readonly 'site.place': DevicePlace
  readonly 'site.segmentation': SegmentationTrial
  readonly 'logins.passwords': PasswordKeeping
  readonly 'logins.changes': PasswordProofs
  readonly 'firmware.upgrades': UpgradeHistory
  readonly 'config.copies': ConfigCopies
}
