import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { channels, events } from '../electron/contract/channels.ts'
import { root } from './command.ts'
import { addNotices, onlyWithNotices } from './third-party.ts'

// A native module cannot be bundled; pdfkit reads its font metrics from files beside its code. All else is bundled.
const external = ['electron', 'better-sqlite3-multiple-ciphers', 'pdfkit']

/**
 * net-snmp is written for sloppy mode: two of its proxy traps answer nothing, which throws in the strict mode of a bundle.
 * Without this, the SNMP agents of the practice site end the engine process at their first datagram.
 */
const netSnmpInStrictMode = {
  name: 'net-snmp-in-strict-mode',
  transform(code: string, id: string): string | null {
    if (!/[\\/]net-snmp[\\/]index\.js$/.test(id)) return null
    const mended = code
      .replace('providersByOid[value.oid] = value;', '$& return true;')
      .replace('delete target[key];', '$& return true;')
    if (mended.split('return true;').length !== code.split('return true;').length + 2) {
      throw new Error('net-snmp has changed: its proxy traps are not where they were')
    }
    return mended
  },
}

const fromRoot = (...parts: readonly string[]) => join(root, ...parts)

// A package is built beside `out/`, and no variable of the environment can make it load another native module.
const packageFolder = process.env.FIELDSEAL_PACKAGE_FOLDER
const out = (part: string) => join(packageFolder ?? fromRoot('out'), part)
const define =
  packageFolder === undefined
    ? {}
    : { 'process.env.FIELDSEAL_SQLITE_BINDING': 'undefined', 'process.env.FIELDSEAL_PKCS11': 'undefined' }

// The oldest Electron that must run the result has Node 20.18 and Chromium 130.
export default defineConfig({
  main: {
    root,
    define,
    plugins: [netSnmpInStrictMode, addNotices],
    build: {
      target: 'node20',
      outDir: out('main'),
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: fromRoot('electron', 'app', 'main.ts'),
          'engine-host': fromRoot('electron', 'app', 'engine-host.ts'),
        },
        external,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Without comments and spaces the engine is read in half the time. Names stay: the log of bugs shows them.
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    root,
    plugins: [onlyWithNotices],
    define: { contractNames: JSON.stringify({ channels: Object.keys(channels), events: Object.keys(events) }) },
    build: {
      target: 'node20',
      outDir: out('preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: fromRoot('electron', 'app', 'preload.ts') },
        external: ['electron'],
        // A sandboxed preload is one CommonJS file; it can load neither ES modules nor files of its own.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: fromRoot('renderer'),
    plugins: [react(), onlyWithNotices],
    build: {
      target: 'chrome130',
      outDir: out('renderer'),
      emptyOutDir: true,
      minify: true,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: { index: fromRoot('renderer', 'index.html') } },
    },
  },
})
