import type { Output } from '../../../electron/contract/channels.ts'

export type OverviewView = Output<'site.overview'>
export type Counts = OverviewView['byVendor'][number]['counts']
