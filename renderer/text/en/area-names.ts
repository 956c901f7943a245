import type { Channel } from '../../../electron/contract/channels.ts'

/** The part of a channel's name before its dot. */
export type Area = Channel extends `${infer Name}.${string}` ? Name : never

/** Names of the areas as a sentence uses them: "Reading devices". */
export const areaNames: Readonly<Record<Area, string>> = {
  app: 'what this app is',
  site: 'the site',
  scope: 'network cards',
  discovery: 'sightings',
  work: 'work',
  devices: 'devices',
  assess: 'devices',
  plan: 'the plan',
  firmware: 'firmware',
  upgrade: 'the upgrade',
  evidence: 'the evidence',
  identity: 'the signing identity',
  activity: 'the activity log',
  checklist: 'the checklist',
  record: 'the site record',
  draft: 'what was begun',
}
