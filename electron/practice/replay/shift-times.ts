/** A time further away than this from the recording was no clock of the device. */
const clockWithinMs = 36 * 60 * 60_000

const iso = /(\d{4})-(\d\d)-(\d\d)([T ])(\d\d):(\d\d):(\d\d)/g
const onvifTime = /<((?:\w+:)?(?:UTC|Local)DateTime)>([\s\S]{0,600}?)<\/\1>/g

/** Moves the clock of the device on by the time that has passed since the recording, wherever an answer tells it. */
export function shiftTimes(text: string, recordedAt: string, now: number): string {
  const then = Date.parse(recordedAt)
  const shift = now - then
  return text
    .replace(onvifTime, (whole) => shiftOnvif(whole, shift))
    .replace(iso, (whole, year, month, day, between: string, hour, minute, second) => {
      const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
      if (Math.abs(at - then) > clockWithinMs) return whole
      return new Date(at + shift).toISOString().slice(0, 19).replace('T', between)
    })
}

/** @see ONVIF tt:DateTime */
function shiftOnvif(element: string, shift: number): string {
  const part = (name: string) => Number(new RegExp(`<(?:\\w+:)?${name}>\\s*(\\d+)`).exec(element)?.[1] ?? Number.NaN)
  const [year, month, day] = [part('Year'), part('Month'), part('Day')]
  const at = Date.UTC(year, month - 1, day, part('Hour'), part('Minute'), part('Second'))
  if (Number.isNaN(at)) return element
  const moved = new Date(at + shift)
  const values: Readonly<Record<string, number>> = {
    Year: moved.getUTCFullYear(),
    Month: moved.getUTCMonth() + 1,
    Day: moved.getUTCDate(),
    Hour: moved.getUTCHours(),
    Minute: moved.getUTCMinutes(),
    Second: moved.getUTCSeconds(),
  }
  return element.replace(
    /<((?:\w+:)?(Year|Month|Day|Hour|Minute|Second))>\s*\d+/g,
    (_whole, tag: string, name: string) => `<${tag}>${values[name] ?? 0}`,
  )
}
