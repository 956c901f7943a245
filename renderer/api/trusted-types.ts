/**
 * The one policy that the page's security policy allows. Mantine writes its variables as the text of a style element, which
 * counts as markup: text without `<` may pass, anything that could open a tag may not.
 *
 * @see W3C Trusted Types, default policy
 */
export function allowStyleTextOnly(): void {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypeFactory }
  trustedTypes?.createPolicy('default', {
    createHTML: (text) => {
      if (text.includes('<')) throw new TypeError('markup from text is not allowed here')
      return text
    },
  })
}

interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
}
