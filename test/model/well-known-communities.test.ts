import { expect, it } from 'vitest'
import { isWellKnownCommunity, publishedCommunities } from '../../electron/model/well-known-communities.ts'

it('knows what anybody would try first, whatever its capitals', () => {
  for (const name of [...publishedCommunities, 'Public', 'PRIVATE', 'write', 'admin', 'community', 'snmp'])
    expect(isWellKnownCommunity(name), name).toBe(true)
  for (const name of ['', 'publicly', 'k3Yd-7', ' public']) expect(isWellKnownCommunity(name), name).toBe(false)
})
