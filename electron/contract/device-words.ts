/** How well a driver is proven, worst first. */
export const driverGrades = ['bronze', 'silver', 'gold'] as const

/** `new` was first heard of in this visit, `missing` was not heard in it. A first visit has no `new`. */
export const presences = ['new', 'here', 'missing'] as const
