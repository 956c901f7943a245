import type { BrowserWindow } from 'electron'

type Closing = Pick<BrowserWindow, 'on' | 'close'>

/**
 * Asks before a window closes while work runs. Either way what was begun on a device is finished: the question is whether the rest is
 * begun at all.
 */
export function askBeforeClose(
  window: Closing,
  isWorking: () => Promise<boolean>,
  mayClose: () => Promise<boolean>,
): void {
  let asks = false
  let isSure = false
  const ask = async () => {
    asks = true
    try {
      isSure = !(await isWorking()) || (await mayClose())
    } finally {
      asks = false
    }
    if (isSure) window.close()
  }
  window.on('close', (event) => {
    if (isSure) return
    event.preventDefault()
    if (!asks) void ask()
  })
}
