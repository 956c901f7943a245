import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** How the switches inside the Electron of a package are set. A name that is missing here fails the packaging. */
const wanted: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Off would only make WebAssembly check every access in software.
  [FuseV1Options.WasmTrapHandlers]: true,
}

/**
 * Sets every fuse that the executable has. To be called before it is signed.
 *
 * @throws when the executable has a fuse that is not decided above.
 * @see https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export async function setFuses(executable: string): Promise<void> {
  const wire = await getCurrentFuseWire(executable)
  const config: Record<string, boolean> = {}
  for (const [index, state] of Object.entries(wire)) {
    // The version stands among the fuses, under its name; a removed fuse cannot be set.
    if (!/^\d+$/.test(index) || state === FuseState.REMOVED) continue
    const value = wanted[Number(index) as FuseV1Options]
    if (value === undefined) throw new Error(`Electron has a fuse ${index} that build/fuses.ts does not decide`)
    config[index] = value
  }
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature: true, ...config })
}
