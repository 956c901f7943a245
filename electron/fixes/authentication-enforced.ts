import { switchOffServices } from './parts/switch-off-services.ts'

/** Switches viewing without a login off. Whoever watches without one loses the picture: medium disruption. */
export const switchOffAnonymousViewing = switchOffServices('authentication-enforced', ['anonymous-viewing'], 'medium')
