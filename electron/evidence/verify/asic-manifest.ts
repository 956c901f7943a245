import { digest } from './primitives.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  pdf: 'application/pdf',
  ndjson: 'application/x-ndjson',
  pem: 'application/x-pem-file',
  html: 'text/html',
  jpg: 'image/jpeg',
  png: 'image/png',
}

/**
 * The second, formal signature target of the same container: digests of every signed file and of the first signature.
 * Names of a pack need no escaping (`checkName`).
 *
 * @see ETSI EN 319 162-1 A.4 ASiCManifest
 */
export function asicManifest(files: Iterable<readonly [string, Uint8Array]>): Buffer {
  const references = [...files].map(([name, bytes]) => {
    const mediaType = mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    const value = digest('sha256', bytes).toString('base64')
    return (
      `  <asic:DataObjectReference URI="${name}" MimeType="${mediaType}">` +
      '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>' +
      `<ds:DigestValue>${value}</ds:DigestValue></asic:DataObjectReference>\n`
    )
  })
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n' +
      '  <asic:SigReference URI="META-INF/signature001.p7s" MimeType="application/pkcs7-signature"/>\n' +
      `${references.join('')}</asic:ASiCManifest>\n`,
  )
}
