const RealDate = Date

/** Moves the clock of the product, and not that of simulated devices. Timers go on as they were, as after a change of the clock. */
export class LaptopClock {
  /** Milliseconds that it is ahead of the true time. */
  aheadMs = 0

  turn(): void {
    const clock = this
    class LaptopDate extends RealDate {
      constructor(...parts: [] | [number | string | Date]) {
        super(parts[0] ?? RealDate.now() + clock.aheadMs)
      }
      static override now(): number {
        return RealDate.now() + clock.aheadMs
      }
    }
    globalThis.Date = LaptopDate as DateConstructor
  }

  restore(): void {
    globalThis.Date = RealDate
  }
}
