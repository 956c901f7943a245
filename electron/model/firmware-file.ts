/** What the bytes of a file themselves say. Members that the format does not hold are null. */
export interface ReadFromFile {
  /** `hikvision-dav`, `dahua-bin`, `practice` ... */
  readonly format: string
  readonly vendor: string | null
  readonly models: readonly string[] | null
  readonly version: string | null
  /** How the format was recognised, in words. */
  readonly evidence: string
}

/** Who says it: the person who added the file, or the file itself. */
export type Basis = 'person' | 'file'

/** One firmware file of the integrator, as the library keeps it. */
export interface FirmwareFile {
  /** First 16 hex digits of `sha256`. */
  readonly id: string
  readonly sha256: string
  readonly sizeBytes: number
  /** As it was called where it came from: text for people, never a path. */
  readonly fileName: string
  readonly vendor: string
  /** Model names as the devices print them. The file goes to no other. */
  readonly models: readonly string[]
  readonly version: string
  readonly basis: { readonly vendor: Basis; readonly models: Basis; readonly version: Basis }
  /** Null: the bytes tell nothing that could be recognised. */
  readonly read: ReadFromFile | null
  /** Where the person has it from. */
  readonly sourceNote: string
  readonly addedAt: string
  readonly addedBy: string
}
