import { Secret } from '../../model/secret.ts'

/** The text is wiped when the work with it is over, whatever came of it. */
export async function withSecret<T>(text: string, work: (secret: Secret) => T | Promise<T>): Promise<T> {
  const secret = Secret.of(text)
  try {
    return await work(secret)
  } finally {
    secret.wipe()
  }
}
