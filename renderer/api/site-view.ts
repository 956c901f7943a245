import type { Output } from '../../electron/contract/channels.ts'

export type SiteView = NonNullable<Output<'site.view'>>
export type VisitStep = SiteView['steps'][number]
