import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { stampRoots } from '../../evidence/add-proofs.ts'
import { ExpectedError } from '../../model/errors.ts'
import { AllowedServices } from '../../protocols/http/allowed-service.ts'

/** A timestamp authority that the technician entered. */
export interface StampAuthority {
  readonly name: string
  readonly url: string
  /** Its root, from its operator, PEM: a stamp under another root is refused. */
  readonly rootPem: string
}

/** The list of timestamp authorities cannot be used as it is. */
export class AuthoritiesUnreadable extends ExpectedError {
  override readonly name = 'AuthoritiesUnreadable'
  readonly code = 'evidence/authorities-unreadable'
  readonly remedy = 'Remove the file and enter the timestamp authorities again.'
}

const Stored = z.strictObject({
  format: z.literal('fieldseal-timestamp-authorities/1'),
  authorities: z.array(z.strictObject({ name: z.string().min(1), url: z.string(), rootPem: z.string() })),
})

/** The authorities of this user. None where there is no file. @throws {AuthoritiesUnreadable} */
export function readAuthorities(file: string): readonly StampAuthority[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new AuthoritiesUnreadable('The list of timestamp authorities cannot be read.', { cause: error })
  }
  try {
    return Stored.parse(JSON.parse(text)).authorities
  } catch (cause) {
    throw new AuthoritiesUnreadable('The list of timestamp authorities is damaged.', { cause })
  }
}

/**
 * Adds an authority, or replaces the one of that name.
 * @throws {ServiceNotAllowed} when the address is none @throws {StampRefused} when the root is no certificate
 */
export function rememberAuthority(file: string, authority: StampAuthority): void {
  new AllowedServices([authority.url])
  stampRoots(authority.rootPem)
  store(file, [...readAuthorities(file).filter(({ name }) => name !== authority.name), authority])
}

/** Asks the authority of this name no more. @throws {AuthoritiesUnreadable} */
export function forgetAuthority(file: string, name: string): void {
  store(
    file,
    readAuthorities(file).filter((authority) => authority.name !== name),
  )
}

function store(file: string, authorities: readonly StampAuthority[]): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.new`
  writeFileSync(draft, `${JSON.stringify({ format: 'fieldseal-timestamp-authorities/1', authorities }, null, 2)}\n`)
  renameSync(draft, file)
}
