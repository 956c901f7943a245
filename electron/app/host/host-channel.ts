import type { Channel } from '../../contract/channels.ts'

/** Channels that main answers without the engine. */
export type MainChannel =
  | 'app.about'
  | 'app.notices'
  | 'app.speak'
  | 'site.choose'
  | 'evidence.show'
  | 'firmware.openSource'
export type HostChannel = Exclude<Channel, MainChannel>
