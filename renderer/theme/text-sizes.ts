/** Sizes of all text, in percent. Layout is in rem, so that a larger text acts like a narrower window. */
export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const
export type TextSize = (typeof textSizes)[number]

/** The next larger size; after the largest comes the smallest. */
export const largerText = (size: TextSize): TextSize => textSizes[textSizes.indexOf(size) + 1] ?? textSizes[0]
