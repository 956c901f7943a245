import { installBuffer } from './page-buffer.ts'

// Imported before everything else: modules of the verifier make constants of bytes while they are loaded.
installBuffer()
