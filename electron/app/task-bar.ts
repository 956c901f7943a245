import type { BrowserWindow } from 'electron'
import type { Event } from '../contract/channels.ts'

/** What is beyond the end: the task bar shows work without a known length. */
const lengthNotKnown = 2
const noWork = -1

/** Shows long work in the task bar of the system, and asks for the person when it ends while another window is in front. */
export function taskBar(window: BrowserWindow): (progress: Event<'progress'>) => void {
  window.on('focus', () => window.flashFrame(false))
  return ({ state, done, total }) => {
    if (window.isDestroyed()) return
    if (state === 'running') {
      window.setProgressBar(total === null || total === 0 ? lengthNotKnown : Math.min(1, done / total))
      return
    }
    window.setProgressBar(noWork)
    if (!window.isFocused()) window.flashFrame(true)
  }
}
