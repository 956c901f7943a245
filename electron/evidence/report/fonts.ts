import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Names under which the sheet asks for its two weights. */
export type FontName = 'regular' | 'strong'

/** Font programs, TrueType. Null where the files are not shipped: the fonts that every PDF reader has stand in then. */
export type ReportFonts = Readonly<Record<FontName, Buffer>> | null

/** Reads the fonts that lie beside this file. */
export function loadFonts(): ReportFonts {
  try {
    return {
      regular: readFont('inter-regular.ttf'),
      strong: readFont('inter-semibold.ttf'),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const readFont = (file: string): Buffer => readFileSync(fileURLToPath(new URL(`../fonts/${file}`, import.meta.url)))
