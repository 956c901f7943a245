import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'
import { driftKinds } from '../model/drift.ts'
import { serviceNames } from '../model/security-facts.ts'
import { segmentationAnswers } from '../model/site-facts.ts'

const name = z.string().trim().min(1).max(200)
const line = z.string().trim().max(500)
const host = z.string().trim().min(1).max(253)
const network = z.string().trim().min(1).max(64)
const port = z.int().min(1).max(65_535)
const Day = z.iso.date()

export const AboutRecord = z.object({
  name,
  customer: z.string().trim().max(200).nullable(),
  contract: z.string().trim().max(200).nullable(),
  company: name,
  technician: name,
})

const Contact = z.object({ name, role: line, reach: line })

/** Who answers for the system. */
export const GovernanceRecord = z.object({
  owner: Contact.nullable(),
  escalation: z.array(Contact).max(50),
  mayIsolate: z.array(Contact).max(50),
  support: z.object({ provider: name, reach: line, endsOn: Day.nullable() }).nullable(),
  maintenanceWindow: z.object({ when: name, approver: line }).nullable(),
})

export const ZoneRecord = z.object({
  name,
  networks: z.array(network).min(1).max(256),
  criticality: z.enum(['low', 'medium', 'high']),
  safetyImpact: z.enum(['none', 'indirect', 'life-safety']),
})

export const ForbiddenTargetRecord = z.object({ name, address: z.union([z.ipv4(), z.ipv6()]), port })

/** Values that checks and fixes take from the site. Empty and null mean: nobody entered it. */
export const SettingsRecord = z.object({
  ntpServers: z.array(host).max(8),
  neededProtocols: z.array(z.enum(['HTTP', 'HTTPS', 'RTSP'])),
  neededServices: z.array(z.enum(serviceNames)),
  timeZone: z.string().trim().min(1).max(100).nullable(),
  syslogTargets: z.array(z.object({ host, port, transport: z.enum(['udp', 'tcp', 'tls']) })).max(8),
  allowedClients: z.array(network).max(256),
  certificateAuthorities: z.array(line.min(1)).max(64),
  accounts: z
    .array(
      z.object({
        username: name,
        use: z.enum(['administrator', 'vms', 'operator', 'installer', 'vendor']),
        holder: line,
        endsOn: Day.nullable(),
      }),
    )
    .max(500),
  openPorts: z
    .array(
      z.object({
        deviceClass: z.enum(deviceClasses).nullable(),
        tcp: z.array(port).max(200),
        udp: z.array(port).max(200),
      }),
    )
    .max(32),
  gateways: z.array(host).max(16),
  dnsServers: z.array(host).max(16),
  retentionDays: z.int().min(1).max(3_650).nullable(),
  jobList: z
    .array(
      z.object({
        serial: line.nullable(),
        mac: line.nullable(),
        address: line.nullable(),
        note: line.nullable(),
      }),
    )
    .max(20_000),
  forbiddenTargets: z.array(ForbiddenTargetRecord).max(200),
})

export const RecordView = z.object({
  about: AboutRecord,
  governance: GovernanceRecord,
  zones: z.array(ZoneRecord),
  settings: SettingsRecord,
})

export const DriftView = z.object({
  since: z.object({ number: z.int().positive(), sealedAt: z.string() }),
  /** False until somebody listened to the network in this visit. */
  discovered: z.boolean(),
  entries: z.array(
    z.object({
      kind: z.enum(driftKinds),
      /** Null: the site itself, or a device that is gone from the list. */
      deviceId: z.uuid().nullable(),
      device: z.string().nullable(),
      item: z.string().nullable(),
      text: z.string(),
      /** Of a fact: what it was and is. */
      fact: z.object({ name: z.string(), before: z.string(), now: z.string() }).nullable(),
    }),
  ),
})

const SegmentationAnswer = z.enum(segmentationAnswers)

export const SegmentationView = z.object({
  at: z.string(),
  from: z.object({
    address: z.string(),
    switchName: z.string().nullable(),
    port: z.string().nullable(),
    vlan: z.string().nullable(),
  }),
  /** A device of the site that answered in the same minute: without one, silence proves nothing. */
  neighbour: z.string().nullable(),
  /** A host beyond the gateway that had to answer: where none did, silence proves nothing either. */
  wayOut: z.object({ address: z.string(), port: z.int(), answer: SegmentationAnswer }).nullable(),
  probes: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      port: z.int(),
      answer: SegmentationAnswer,
    }),
  ),
})

/** What the channels of the site record take and answer. */
export const recordChannels = {
  'record.view': { input: z.void(), output: RecordView },
  /** Only the parts that are named are replaced, each whole. */
  'record.save': {
    input: z.object({
      about: AboutRecord.nullable(),
      governance: GovernanceRecord.nullable(),
      zones: z.array(ZoneRecord).max(200).nullable(),
      settings: SettingsRecord.nullable(),
    }),
    output: RecordView,
  },
  /** Null at a site that was never sealed before this visit. */
  'record.drift': { input: z.void(), output: DriftView.nullable() },
  /** The newest test of the segmentation; null while nobody made one. */
  'record.segmentation': { input: z.void(), output: SegmentationView.nullable() },
  /** Contacts exactly the targets of the record and `wayOut`, which lie outside of the scope: only with an explicit yes. */
  'record.testSegmentation': {
    input: z.object({
      from: z.object({
        address: z.ipv4(),
        switchName: line.nullable(),
        port: line.nullable(),
        vlan: line.nullable(),
      }),
      wayOut: z.object({ address: z.ipv4(), port: z.int().min(1).max(65_535) }).nullable(),
      confirmed: z.literal(true),
    }),
    output: SegmentationView,
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
