/** These run inside the page: they use nothing from outside of themselves. */

interface Frames {
  readonly longest: number
  readonly over: number
  readonly all: number
}

/** Scrolls a box as fast as a person can, and looks at every frame. */
export async function scrollFrames(selector: string): Promise<Frames> {
  const box = document.querySelector(selector)
  if (box === null) throw new Error(`nothing to scroll at ${selector}`)
  const frames = 240
  // A hard turn of the wheel at every frame.
  const stride = 240
  const times: number[] = []
  let down = true
  await new Promise<void>((done) => {
    let last = performance.now()
    const frame = (now: number) => {
      times.push(now - last)
      last = now
      if (times.length >= frames) return done()
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) down = false
      box.scrollTop += down ? stride : -stride
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  // The first frame holds what came before the scrolling.
  const seen = times.slice(2)
  return { longest: Math.max(...seen), over: seen.filter((ms) => ms > 50).length, all: seen.length }
}

/** Longest time from a key to the paint that shows it, between `start` and `end`, as the browser itself measures it. */
export async function inputDelays(when: string): Promise<number> {
  const kept = window as unknown as { keyDelays?: number[]; keyObserver?: PerformanceObserver }
  if (when === 'start') {
    kept.keyDelays = []
    kept.keyObserver = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name.startsWith('key')) kept.keyDelays?.push(entry.duration)
    })
    kept.keyObserver.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    return 0
  }
  await new Promise((done) => setTimeout(done, 300))
  kept.keyObserver?.disconnect()
  return Math.max(0, ...(kept.keyDelays ?? []))
}
