import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder, outside every checkout, that keeps what is costly to fetch or to compile. It may be deleted at any time. */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.FIELDSEAL_BUILD_CACHE) return env.FIELDSEAL_BUILD_CACHE
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'fieldseal', 'build')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'fieldseal', 'build')
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'fieldseal', 'build')
}
