import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { describe, expect, it } from 'vitest'
import { askBeforeClose } from '../../electron/app/close-question.ts'

/** A window that closes as one of Electron does: after its event, unless that was prevented. */
class FakeWindow extends EventEmitter {
  isOpen = true
  close(): void {
    let isPrevented = false
    this.emit('close', {
      preventDefault: () => {
        isPrevented = true
      },
    })
    if (!isPrevented) this.isOpen = false
  }
}

function opened(isWorking: boolean, answers: boolean[]) {
  const window = new FakeWindow()
  const asked: boolean[] = []
  askBeforeClose(
    window as unknown as BrowserWindow,
    async () => isWorking,
    async () => {
      const answer = answers.shift() ?? false
      asked.push(answer)
      return answer
    },
  )
  return { window, asked }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('closing the window', () => {
  it('asks nothing while no work runs', async () => {
    const { window, asked } = opened(false, [])
    window.close()
    await settled()
    expect(window.isOpen).toBe(false)
    expect(asked).toEqual([])
  })

  it('asks while work runs, stays open on a no, and asks again the next time', async () => {
    const { window, asked } = opened(true, [false, true])
    window.close()
    await settled()
    expect(window.isOpen).toBe(true)
    window.close()
    await settled()
    expect(window.isOpen).toBe(false)
    expect(asked).toEqual([false, true])
  })

  it('asks once, however often it is asked to close meanwhile', async () => {
    const { window, asked } = opened(true, [false])
    window.close()
    window.close()
    await settled()
    expect(window.isOpen).toBe(true)
    expect(asked).toEqual([false])
  })
})
