import { createServer } from 'node:http'
import DigestClient from 'digest-fetch'
import { describe, expect, it } from 'vitest'
import { CredentialWithheld, ProtocolViolation } from '../../../electron/model/errors.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { answerDigest, chooseDigest, DigestSession, parseChallenges } from '../../../electron/protocols/http/digest.ts'
import { httpRequest } from '../../../electron/protocols/http/http-request.ts'
import { LoginMemory } from '../../../electron/protocols/http/login-memory.ts'
import { networkOf, readDigest, rightDigest, webServer } from './servers.ts'

const mufasa = { username: 'Mufasa', password: Secret.of('Circle of Life') }
const signal = AbortSignal.timeout(60_000)

describe('reading the login offers of a device', () => {
  it('reads several offers of one header in any order, quoted or not', () => {
    const challenges = parseChallenges([
      'Basic realm="a, b", Digest qop="auth,auth-int", algorithm=SHA-256, nonce="n1", realm="x \\"y\\"", Negotiate, NTLM',
      'Digest realm=plain,nonce = n2 , stale=TRUE',
      'Negotiate oRQwEqADCg==, Basic realm=z',
    ])
    expect(challenges.map(({ scheme }) => scheme)).toEqual([
      'basic',
      'digest',
      'negotiate',
      'ntlm',
      'digest',
      'negotiate',
      'basic',
    ])
    expect(challenges[0]?.params.get('realm')).toBe('a, b')
    expect(challenges[1]?.params.get('realm')).toBe('x "y"')
    expect(challenges[4]?.params.get('nonce')).toBe('n2')
    expect(challenges.map(({ stale }) => stale)).toEqual([false, false, false, false, true, false, false])
  })

  it.each([
    ['a line break in the realm', 'Digest realm="a\r\nX: y", nonce="n"'],
    ['a nonce of 4 KiB', `Digest realm="r", nonce="${'n'.repeat(4096)}"`],
    ['a quote without end', 'Digest realm="abc, nonce="n"'],
    ['a hundred offers', 'Digest realm=r, '.repeat(100)],
    ['a parameter without a scheme', '="x"'],
  ])('refuses %s', (_name, header) => {
    expect(() => parseChallenges([header])).toThrow(ProtocolViolation)
  })
})

describe('choosing an offer', () => {
  const offer = (...headers: string[]) => chooseDigest(parseChallenges(headers))

  it('takes SHA-256 before MD5, whatever stands first', () => {
    expect(offer('Digest realm="r", nonce="a"', 'Digest realm="r", nonce="b", algorithm=SHA-256')?.nonce).toBe('b')
    expect(offer('Digest realm="r", nonce="b", algorithm=SHA-256, Digest realm="r", nonce="a"')?.nonce).toBe('b')
  })

  it('says null when there is no Digest at all', () => {
    expect(offer('Basic realm="r"', 'NTLM')).toBeNull()
  })

  it.each([
    ['auth-int alone', 'Digest realm="r", nonce="n", qop="auth-int"'],
    ['an unknown hash', 'Digest realm="r", nonce="n", algorithm=SHA-999'],
    ['no nonce', 'Digest realm="r"'],
  ])('refuses %s', (_name, header) => {
    expect(() => offer(header)).toThrow(ProtocolViolation)
  })

  it('skips what it cannot answer when something else is offered', () => {
    expect(
      offer('Digest realm="r", nonce="x", algorithm=SHA-999', 'Digest realm="r", nonce="y", qop="auth"')?.nonce,
    ).toBe('y')
  })

  it('refuses a weaker hash than the device offered before', () => {
    expect(() => chooseDigest(parseChallenges(['Digest realm="r", nonce="n"']), 2)).toThrow(CredentialWithheld)
  })
})

describe('the answer to a challenge', () => {
  it.each(['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess', 'SHA-512-256', 'SHA-512-256-sess'])(
    'is what RFC 7616 asks for with %s, with and without qop',
    (algorithm) => {
      for (const qop of [', qop="auth, auth-int"', '']) {
        const challenges = parseChallenges([
          `Digest realm="http-auth@example.org", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", algorithm=${algorithm}${qop}, opaque="FQhe"`,
        ])
        const answer = answerDigest({ challenges, method: 'GET', uri: '/dir/index.html', credential: mufasa })
        expect(rightDigest(answer ?? '', 'GET', 'Mufasa', 'Circle of Life')).toBe(true)
        expect(rightDigest(answer ?? '', 'GET', 'Mufasa', 'Circle of Lifes')).toBe(false)
        expect(readDigest(answer ?? '').get('opaque')).toBe('FQhe')
      }
    },
  )

  it('keeps quotes and backslashes of a realm inside their quotes', () => {
    const challenges = parseChallenges(['Digest realm="a\\", uri=\\"/evil\\\\", nonce="n", qop=auth'])
    const answer = answerDigest({ challenges, method: 'GET', uri: '/x', credential: mufasa }) ?? ''
    expect(readDigest(answer).get('uri')).toBe('/x')
    expect(rightDigest(answer, 'GET', 'Mufasa', 'Circle of Life')).toBe(true)
  })

  it('counts the uses of a nonce and never repeats a client nonce', () => {
    const challenge = chooseDigest(parseChallenges(['Digest realm="r", nonce="n", qop=auth']))
    if (challenge === null) throw new Error('no offer')
    const one = new DigestSession(challenge)
    const counts = [1, 2, 3].map(() =>
      readDigest(one.authorize({ method: 'GET', uri: '/', credential: mufasa })).get('nc'),
    )
    expect(counts).toEqual(['00000001', '00000002', '00000003'])
    const nonces = new Set(
      Array.from({ length: 50 }, () =>
        readDigest(new DigestSession(challenge).authorize({ method: 'GET', uri: '/', credential: mufasa })).get(
          'cnonce',
        ),
      ),
    )
    expect(nonces.size).toBe(50)
  })

  it('sends no user name that would start another header', () => {
    const challenges = parseChallenges(['Digest realm="r", nonce="n"'])
    const credential = { username: 'a\r\nX: y', password: Secret.of('p') }
    expect(() => answerDigest({ challenges, method: 'GET', uri: '/', credential })).toThrow(CredentialWithheld)
  })

  it('writes a user name beyond ASCII as RFC 7616 says', () => {
    const challenges = parseChallenges(['Digest realm="r", nonce="n", charset=UTF-8'])
    const credential = { username: 'Jäsøn Doe', password: Secret.of('p') }
    expect(answerDigest({ challenges, method: 'GET', uri: '/', credential })).toContain(
      "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe",
    )
  })
})

describe('against digest-fetch', () => {
  const challenge = 'Digest realm="r", nonce="abc", qop="auth", opaque="o"'
  const server = () =>
    webServer((seen, response) => {
      const right = rightDigest(seen.headers.authorization, seen.method, 'admin', 'pa"ss')
      response.writeHead(right ? 200 : 401, right ? {} : { 'WWW-Authenticate': challenge })
      response.end(right ? 'in' : 'out')
    })

  it('a server that lets digest-fetch in lets us in, and refuses both with a wrong password', async () => {
    expect(createServer).toBeTypeOf('function')
    for (const [password, expected] of [
      ['pa"ss', 200],
      ['wrong', 401],
    ] as const) {
      const { address, port } = await server()
      const theirs = await new DigestClient('admin', password).fetch(`http://${address}:${port}/x?y=1`)
      const ours = await httpRequest(networkOf(), {
        method: 'GET',
        address,
        port,
        path: '/x?y=1',
        signal,
        credential: { username: 'admin', password: Secret.of(password) },
      })
      expect([theirs.status, ours.status]).toEqual([expected, expected])
    }
  })
})

describe('a login by Digest', () => {
  const credential = { username: 'admin', password: Secret.of('right') }
  const digestServer = (challenges: (index: number) => string[], password = 'right') =>
    webServer((seen, response, index) => {
      const right = rightDigest(seen.headers.authorization, seen.method, 'admin', password)
      if (!right) response.setHeader('WWW-Authenticate', challenges(index))
      response.statusCode = right ? 200 : 401
      response.end()
    })
  const get = (server: { address: string; port: number }, more: object = {}) =>
    httpRequest(networkOf(), { method: 'GET', path: '/', signal, credential, ...server, ...more })

  it('asks first without login and shows the credential once', async () => {
    const server = await digestServer(() => ['Basic realm="r"', 'Digest realm="r", nonce="n", qop="auth"'])
    const answer = await get({ address: server.address, port: server.port })
    expect(answer).toMatchObject({ status: 200, login: 'digest', shown: 1 })
    expect(server.seen.map(({ headers }) => headers.authorization?.slice(0, 6))).toEqual([undefined, 'Digest'])
  })

  it('shows a wrong password once, even to a device that says 401 for ever', async () => {
    const server = await digestServer((index) => [`Digest realm="r", nonce="n${index}", qop="auth"`], 'other')
    expect(await get({ address: server.address, port: server.port })).toMatchObject({ status: 401, shown: 1 })
    expect(server.seen).toHaveLength(2)
  })

  it('answers a stale nonce once more and then stops', async () => {
    const server = await digestServer((index) => [`Digest realm="r", nonce="n${index}", stale=true`], 'other')
    expect(await get({ address: server.address, port: server.port })).toMatchObject({ status: 401, shown: 2 })
    expect(server.seen).toHaveLength(3)
  })

  it('logs in with one request once the login is proven, and survives the end of that nonce', async () => {
    const memory = new LoginMemory()
    let valid = 'n0'
    const server = await webServer((seen, response) => {
      const field = readDigest(seen.headers.authorization)
      const right =
        rightDigest(seen.headers.authorization, seen.method, 'admin', 'right') && field.get('nonce') === valid
      if (!right) response.setHeader('WWW-Authenticate', `Digest realm="r", nonce="${valid}", qop="auth"`)
      response.statusCode = right ? 200 : 401
      response.end()
    })
    const once = () => get({ address: server.address, port: server.port }, { memory })
    expect([(await once()).status, (await once()).status]).toEqual([200, 200])
    expect(server.seen).toHaveLength(3)
    valid = 'n1'
    expect(await once()).toMatchObject({ status: 200, shown: 2 })
    expect(server.seen).toHaveLength(5)
  })

  it('does not spend a proven nonce on another password', async () => {
    const memory = new LoginMemory()
    const server = await digestServer(() => ['Digest realm="r", nonce="n", qop="auth"'])
    await get({ address: server.address, port: server.port }, { memory })
    const wrong = { username: 'admin', password: Secret.of('wrong') }
    const answer = await get({ address: server.address, port: server.port }, { memory, credential: wrong })
    expect(answer).toMatchObject({ status: 401, shown: 1 })
  })

  it('A03 refuses MD5 after the device offered SHA-256', async () => {
    const memory = new LoginMemory()
    const server = await webServer((seen, response, index) => {
      const right = index < 2 && rightDigest(seen.headers.authorization, seen.method, 'admin', 'right')
      response.setHeader('WWW-Authenticate', `Digest realm="r", nonce="n"${index < 2 ? ', algorithm=SHA-256' : ''}`)
      response.statusCode = right ? 200 : 401
      response.end()
    })
    const once = () => get({ address: server.address, port: server.port }, { memory })
    await once()
    memory.forget()
    await expect(once()).rejects.toThrow(CredentialWithheld)
    expect(server.seen.at(-1)?.headers.authorization).toBeUndefined()
  })

  it.each([
    ['A01 only Basic on plain HTTP', 'Basic realm="r"'],
    ['A06 NTLM and Negotiate', 'Negotiate, NTLM'],
    ['A06 Bearer', 'Bearer realm="r"'],
  ])('%s: nothing of the credential is sent', async (_name, offer) => {
    const server = await digestServer(() => [offer])
    await expect(get({ address: server.address, port: server.port })).rejects.toThrow(CredentialWithheld)
    await expect(get({ address: server.address, port: server.port }, { basic: 'inside-tls' })).rejects.toThrow(
      CredentialWithheld,
    )
    expect(server.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true)
  })

  it('A02 a device that changes from Digest to Basic gets neither', async () => {
    const server = await digestServer(
      (index) => [index === 0 ? 'Digest realm="r", nonce="n", stale=true' : 'Basic realm="r", Basic stale=true'],
      'other',
    )
    await expect(get({ address: server.address, port: server.port }, { basic: 'inside-tls' })).rejects.toThrow(
      CredentialWithheld,
    )
    expect(server.seen.some(({ headers }) => headers.authorization?.startsWith('Basic'))).toBe(false)
  })

  it('A07 a 407 of a device is an answer and never a login', async () => {
    const server = await webServer((_seen, response) => {
      response.writeHead(407, { 'Proxy-Authenticate': 'Digest realm="r", nonce="n"' })
      response.end()
    })
    expect(await get({ address: server.address, port: server.port })).toMatchObject({ status: 407, shown: 0 })
    expect(server.seen).toHaveLength(1)
  })

  it('A05 refuses a challenge with auth-int alone', async () => {
    const server = await digestServer(() => ['Digest realm="r", nonce="n", qop="auth-int"'])
    await expect(get({ address: server.address, port: server.port })).rejects.toThrow(ProtocolViolation)
  })
})
