import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { exitCode, root } from './command.ts'

/** Checks the types of every part: each has its own idea of which globals exist, so each has its own tsconfig. */
const projects = [
  'tsconfig.json',
  'renderer/tsconfig.json',
  'build/tsconfig.preload.json',
  'build/tsconfig.verifier-page.json',
  'test/renderer/tsconfig.json',
  'test/desktop/tsconfig.json',
]

const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
for (const project of projects) {
  const code = await exitCode(process.execPath, [compiler, '-p', join(root, project)])
  if (code !== 0) process.exitCode = 1
}
