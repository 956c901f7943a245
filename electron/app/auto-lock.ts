import { powerMonitor } from 'electron'

/** Without a touch for this long the site is locked. */
const idleSeconds = 15 * 60
const lookEveryMs = 30_000

/** Locks the site when the person is away: at once when the computer sleeps, else after a while. */
export function lockWhenAway(lock: (reason: 'idle' | 'suspend') => void): void {
  powerMonitor.on('suspend', () => lock('suspend'))
  powerMonitor.on('lock-screen', () => lock('idle'))
  setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= idleSeconds) lock('idle')
  }, lookEveryMs).unref()
}
