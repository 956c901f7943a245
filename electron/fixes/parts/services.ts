import type { ServiceName, ServiceState } from '../../model/security-facts.ts'
import type { SiteSettings } from '../../model/site.ts'
import { onOrOff } from '../../model/words.ts'

/** A write names the services to switch and leaves the others. */
export interface ServiceChange {
  readonly asFound: readonly ServiceState[]
  readonly target: readonly ServiceState[]
}

/**
 * What would be switched off of these services: those that are on and that the site does not need. Null where there is nothing to
 * do, and where one of them cannot be switched: then a person does them all.
 */
export function switchOff(
  services: readonly ServiceState[],
  names: readonly ServiceName[],
  { neededServices = [] }: SiteSettings,
): ServiceChange | null {
  const on = services.filter(({ name, enabled }) => enabled && names.includes(name) && !neededServices.includes(name))
  if (on.length === 0 || on.some(({ writable }) => !writable)) return null
  return { asFound: on, target: on.map((service) => ({ ...service, enabled: false })) }
}

/** What the device tells of the services that the target speaks of. Of one that it names no more nothing is told. */
export const keptOf = (
  kept: readonly ServiceState[],
  target: readonly ServiceState[],
): readonly (Pick<ServiceState, 'name'> & { readonly enabled: boolean | null })[] =>
  target.map(({ name }) => ({ name, enabled: kept.find((service) => service.name === name)?.enabled ?? null }))

/** Services with their states; two lists with the same words hold the same. */
export const servicesInWords = (
  services: readonly (Pick<ServiceState, 'name'> & { readonly enabled: boolean | null })[],
): string => services.map(({ name, enabled }) => `${name} ${onOrOff(enabled)}`).join(', ')
