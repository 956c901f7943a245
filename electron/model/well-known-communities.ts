/** What nearly every agent was delivered with, and what is asked for on the network. */
export const publishedCommunities = ['public', 'private'] as const

/** The names that stand in the manuals of devices, in lower case. */
const wellKnown: readonly string[] = [...publishedCommunities, 'write', 'admin', 'community', 'snmp']

/** Whether a community is one that anybody would try first. Capitals make no secret of it. */
export const isWellKnownCommunity = (name: string): boolean => wellKnown.includes(name.toLowerCase())
