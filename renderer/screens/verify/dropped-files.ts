/** Largest pack that is read into memory, in bytes; main refuses more. */
const packLimit = 512 * 1024 * 1024
const rootLimit = 100_000

export interface Dropped {
  readonly pack: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | null
  readonly root: { readonly name: string; readonly pem: string } | null
  /** Names of files that were too large to be read. */
  readonly tooLarge: readonly string[]
}

export const nothingDropped: Dropped = { pack: null, root: null, tooLarge: [] }

/** Reads dropped files: certificates by their ending or their first line, everything else is taken for the pack. */
export async function readDropped(files: readonly File[], known: Dropped): Promise<Dropped> {
  let { pack, root } = known
  const tooLarge: string[] = []
  for (const file of files) {
    const isRoot = /\.(pem|crt|cer)$/i.test(file.name)
    if (file.size > (isRoot ? rootLimit : packLimit)) tooLarge.push(file.name)
    else if (isRoot) root = { name: file.name, pem: await file.text() }
    else pack = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  }
  return { pack, root, tooLarge }
}
