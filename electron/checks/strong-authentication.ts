import { z } from 'zod'
import type { AuthenticationScheme } from '../model/security-facts.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'
import { unreadLogin } from './judging/unread.ts'

/** Schemes that send a password so that anybody on the network can read it. */
const readable: readonly AuthenticationScheme[] = ['basic', 'form']

/**
 * No interface takes a password in a form that can be read on the network, and none asks for nothing. One that is there and could not
 * be asked leaves it unknown.
 *
 * @see RFC 7617, section 4 (Basic), RFC 7616 (Digest)
 */
export const strongAuthentication = defineCheck({
  id: 'strong-authentication',
  needs: ['logins.schemes'],
  wants: ['rtsp.security'],
  params: z.strictObject({
    /** Whether MD5 digest without SHA-256 beside it fails. */
    sha256Required: z.boolean(),
  }),
  strictness: { sha256Required: 'yes' },
  evaluate({ 'logins.schemes': offers, 'rtsp.security': rtsp }, { sha256Required }) {
    const expected = `no password readable on the network${sha256Required ? ', digest with SHA-256' : ''}`
    const stream = rtsp === null ? [] : [{ interface: 'rtsp' as const, encrypted: false, schemes: rtsp.schemes }]
    const all = [...offers, ...stream.filter(() => !offers.some((offer) => offer.interface === 'rtsp'))]
    const known = all.filter(({ schemes }) => schemes.length > 0)
    const wrong = known.flatMap(({ interface: login, encrypted, schemes }) => [
      ...(schemes.includes('none') ? [`${login} asks for nothing`] : []),
      ...(encrypted
        ? []
        : schemes
            .filter((scheme) => readable.includes(scheme))
            .map((scheme) => `${login} takes ${scheme} without encryption`)),
      ...(sha256Required && schemes.includes('digest-md5') && !schemes.includes('digest-sha-256')
        ? [`${login} offers digest with MD5 alone`]
        : []),
    ])
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    const unasked = offers.filter(({ unread }) => unread !== undefined)
    if (unasked.length > 0) return unknown(unasked.map(unreadLogin).join('; '), expected)
    if (known.length === 0) return unknown('no interface said how it asks for a login', expected)
    return pass(known.map(({ interface: login, schemes }) => `${login}: ${schemes.join(', ')}`).join('; '), expected)
  },
})
