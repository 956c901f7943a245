import { checkPrime, createHash, createPrivateKey } from 'node:crypto'
import { promisify } from 'node:util'

const isPrime = promisify(checkPrime) as (candidate: bigint, options: { checks: number }) => Promise<boolean>

const exponent = 65_537n
const smallPrimes = primesBelow(2_000)

/**
 * An RSA key that is the same for the same seed on every machine, as PEM (PKCS #8). For simulated devices alone: whoever knows the
 * seed knows the key.
 *
 * @see FIPS 186-5, appendix A.1, for the shape of the primes
 */
export async function repeatableRsaKey(seed: string, bits: 1024 | 2048): Promise<string> {
  const bytes = stream(`${seed} rsa ${bits}`)
  const p = await nextPrime(bytes, bits / 2)
  let q = await nextPrime(bytes, bits / 2)
  while (q === p) q = await nextPrime(bytes, bits / 2)
  const d = inverse(exponent, (p - 1n) * (q - 1n))
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const members = Object.entries(numbers).map(([name, value]) => [name, base64url(value)])
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(members) }, format: 'jwk' })
  return key.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** As many bytes as are asked for, from hashes of the seed and a counter. */
function stream(seed: string): (count: number) => Buffer {
  let counter = 0
  return (count) => {
    const parts: Buffer[] = []
    for (let have = 0; have < count; have += 32) {
      parts.push(createHash('sha256').update(`${seed} ${counter}`).digest())
      counter += 1
    }
    return Buffer.concat(parts).subarray(0, count)
  }
}

/** The first prime from a random odd number on whose two highest bits are set, so that the product has its full length. */
async function nextPrime(bytes: (count: number) => Buffer, bits: number): Promise<bigint> {
  const start = BigInt(`0x${bytes(bits / 8).toString('hex')}`) | (3n << BigInt(bits - 2)) | 1n
  const remainders = smallPrimes.map((prime) => Number(start % BigInt(prime)))
  for (let step = 0; ; step += 2) {
    if (smallPrimes.some((prime, index) => ((remainders[index] ?? 0) + step) % prime === 0)) continue
    const candidate = start + BigInt(step)
    // One that `exponent` divides the predecessor of would have no inverse.
    if ((candidate - 1n) % exponent !== 0n && (await isPrime(candidate, { checks: 32 }))) return candidate
  }
}

function primesBelow(limit: number): number[] {
  const primes: number[] = []
  for (let number = 3; number < limit; number += 2) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number)
  }
  return primes
}

/** @see extended Euclidean algorithm */
function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, value % modulus]
  let [before, now] = [0n, 1n]
  while (current !== 0n) {
    const times = previous / current
    ;[previous, current] = [current, previous - times * current]
    ;[before, now] = [now, before - times * now]
  }
  return ((before % modulus) + modulus) % modulus
}

function base64url(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}
