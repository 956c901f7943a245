import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, createServer, type InlineConfig } from 'vite'
import { root } from './command.ts'

const page = 'gallery.html'
const config: InlineConfig = {
  configFile: false,
  root: join(root, 'renderer'),
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1', open: false },
}

/** Builds the page of all components into a folder of the caller. It is never part of the app. */
export async function buildGallery(folder: string): Promise<string> {
  await build({
    ...config,
    logLevel: 'warn',
    build: {
      target: 'chrome130',
      outDir: folder,
      emptyOutDir: true,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: join(root, 'renderer', page) },
    },
  })
  return join(folder, page)
}

/** `npm run gallery`: serves it for a browser, drawn again as the sources change. */
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = await createServer(config)
  await server.listen()
  const [address = ''] = server.resolvedUrls?.local ?? []
  process.stdout.write(`Every component: ${address}${page}\n`)
}
