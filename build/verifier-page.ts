import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { root } from './command.ts'
import { noticesOf, thirdPartiesOfModules } from './third-party.ts'

const source = join(root, 'electron', 'evidence', 'verifier-page')
const primitives = join(root, 'electron', 'evidence', 'verify', 'primitives.ts')

/**
 * The page that checks a pack in any browser, as one file: the very code of the verifier, with the few functions that Node
 * has and a browser has not put in its place. The same checkout gives the same bytes.
 */
export async function verifierPage(): Promise<string> {
  const { script, notices } = await bundle()
  const style = await readFile(join(source, 'page.css'), 'utf8')
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`
  const page = await readFile(join(source, 'page.html'), 'utf8')
  const filled = [
    ['<style></style>', `<style>${style}</style>`],
    ['<script></script>', `<script>${script}</script>`],
    ['<pre></pre>', `<pre>${asText(notices)}</pre>`],
    [`content="default-src 'none'"`, `content="${policy}"`],
  ] as const
  return filled.reduce((text, [gap, value]) => {
    if (text.split(gap).length !== 2) throw new Error(`page.html has no place for ${gap}`)
    return text.replace(gap, () => value)
  }, page)
}

/** Text as it stands between tags. */
const asText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

async function bundle(): Promise<{ readonly script: string; readonly notices: string }> {
  const modules = new Set<string>()
  const built = await build({
    configFile: false,
    root: source,
    logLevel: 'error',
    mode: 'production',
    plugins: [
      {
        name: 'primitives-of-the-page',
        enforce: 'pre',
        async resolveId(name, importer) {
          const resolved = await this.resolve(name, importer, { skipSelf: true })
          return resolved?.id === primitives ? join(source, 'page-primitives.ts') : resolved
        },
        generateBundle() {
          for (const id of this.getModuleIds()) modules.add(id)
        },
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      lib: { entry: join(source, 'page.ts'), formats: ['iife'], name: 'verifier' },
    },
  })
  const [output] = [built].flat() as Rolldown.RolldownOutput[]
  const [chunk, ...more] = output?.output ?? []
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('the page did not become one script')
  // Inside a page, a closing tag would end the script wherever it stands.
  const script = chunk.code.replaceAll('</script', '<\\/script')
  return { script, notices: noticesOf(thirdPartiesOfModules(modules)) }
}

/** `node build/verifier-page.ts [file]` writes the page, to `out/verifier.html` when no file is named. */
if (import.meta.main) {
  const file = process.argv[2] ?? join(root, 'out', 'verifier.html')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, await verifierPage())
}
