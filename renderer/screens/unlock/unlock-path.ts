/** The route that asks for the passphrase of a site; the file and its name travel in the query of the hash. */
export function unlockPath({ file, name }: { readonly file: string; readonly name: string }): string {
  return `/unlock?${new URLSearchParams({ file, name }).toString()}`
}
