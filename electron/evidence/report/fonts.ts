import { brotliDecompressSync } from 'node:zlib'
import { interRegular } from './fonts/inter-regular.ts'
import { interSemibold } from './fonts/inter-semibold.ts'

/** The two weights of the report. */
export type FontName = 'regular' | 'strong'

/** TrueType programs, unpacked. */
export const loadFonts = (): Readonly<Record<FontName, Buffer>> => ({
  regular: unpack(interRegular),
  strong: unpack(interSemibold),
})

const unpack = (base64: string): Buffer => brotliDecompressSync(Buffer.from(base64, 'base64'))
