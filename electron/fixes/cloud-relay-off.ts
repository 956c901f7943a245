import { switchOffServices } from './parts/switch-off-services.ts'

/** Switches the maker's relay and dynamic DNS off. Whoever watches over them loses the picture: medium disruption. */
export const switchOffCloudRelay = switchOffServices('cloud-relay-off', ['p2p-cloud', 'ddns'], 'medium')
