const { now } = Date

/**
 * The time that simulated devices live by, in milliseconds since 1970. It is the computer's own, kept from before a test or an
 * exercise turned the clock of the product: devices do not notice when the laptop believes in another hour.
 */
export const trueTime = (): number => now()
