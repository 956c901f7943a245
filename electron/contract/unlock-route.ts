/** A site file as main and the page name it to each other. */
export interface SiteRef {
  readonly file: string
  readonly name: string
}

/**
 * The route that asks for the passphrase of a site, as main opens the page with it and as links name it. File and name are one
 * segment of letters that no router takes apart, whatever a path of an operating system holds.
 */
export const unlockRoute = ({ file, name }: SiteRef): string => {
  const ascii = encodeURIComponent(JSON.stringify([file, name]))
  return `/unlock/${btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** The site of that segment; null when it is not one that `unlockRoute` made. */
export function readUnlockSegment(segment: string): SiteRef | null {
  try {
    const ascii = atob(segment.replaceAll('-', '+').replaceAll('_', '/'))
    const [file, name]: unknown[] = JSON.parse(decodeURIComponent(ascii))
    return typeof file === 'string' && typeof name === 'string' ? { file, name } : null
  } catch {
    // Somebody else's text in the address: there is no such site.
    return null
  }
}
