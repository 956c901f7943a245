/** Longest text of a device that is kept as a mark, an identity value or an excerpt. */
const longestText = 512

/**
 * Text of a device as it may be shown, stored and put into evidence: at most `maxLength` UTF-16 units, nothing in it that
 * moves the cursor, reorders other text or is invisible. What was there stays readable: a line feed becomes `␊`, a
 * right-to-left override becomes `[U+202E]`, and a cut text ends in `…`.
 *
 * It is still text of a stranger: never markup, formula, path or pattern.
 */
export function visibleText(text: string, maxLength: number = longestText): string {
  // No more than this is looked at: a megabyte from a device costs nothing.
  const head = text.slice(0, maxLength + 1)
  const shown = head.replace(hidden, (character: string) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    return code === 0x7f ? '␡' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
  if (text.length <= maxLength && shown.length <= maxLength) return shown
  // A pair of surrogates is not cut in half.
  const end = /[\uD800-\uDBFF]/.test(shown.charAt(maxLength - 2)) ? maxLength - 2 : maxLength - 1
  return `${shown.slice(0, end)}…`
}

/** The same for a value of a record: trimmed, and null where nothing is left. */
export function visibleOrNull(text: string | null | undefined, maxLength: number = longestText): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : visibleText(trimmed, maxLength)
}

/**
 * Control characters (Cc), format characters (Cf: bidi overrides and isolates, zero-width, tags, soft hyphen), halves of
 * surrogate pairs (Cs), line and paragraph separators, variation selectors and letters that draw as nothing.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu
