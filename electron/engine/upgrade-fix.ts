/** The name that firmware upgrades carry in changes, where fixes carry the id of their check. */
export const upgradeFix = 'firmware-upgrade'
