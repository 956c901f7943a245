import { SiteFile } from '../../electron/store/site-file.ts'

/** A second process that opens a site: says `open` or the error code, and holds it when asked to. */
const [mode, file, key] = process.argv.slice(2)
try {
  const site = SiteFile.open(file ?? '', Buffer.from(key ?? '', 'hex'))
  console.log('open')
  if (mode === 'hold') process.stdin.resume()
  else site.close()
} catch (error) {
  console.log((error as { code?: string }).code ?? String(error))
}
