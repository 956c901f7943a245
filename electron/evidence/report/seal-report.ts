import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib'
import { SignPdf } from '@signpdf/signpdf'
import { Signer as PdfSigner, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import { AFRelationship, PDFDocument } from 'pdf-lib'
import { signDetached } from '../cms.ts'
import type { Signer } from '../signer.ts'

/** Room for the signature with its certificates, in bytes; a timestamp would fit too. */
const signatureRoom = 12_288

/** Our own CMS where the library would want a PKCS#12 file. A PDF claims its time beside the signature, not in it. */
class DetachedSigner extends PdfSigner {
  readonly #signer: Signer
  constructor(signer: Signer) {
    super()
    this.#signer = signer
  }
  override async sign(pdf: Buffer): Promise<Buffer> {
    return signDetached(pdf, this.#signer, null)
  }
}

/**
 * Attaches `results.json` and signs the whole file (PAdES-B). Nothing may touch the bytes afterwards.
 *
 * @see ETSI EN 319 142-1, ISO 32000-2 14.13 (associated files)
 */
export async function sealReport(parts: {
  readonly pdf: Buffer
  readonly resultsBytes: Buffer
  readonly signer: Signer
  readonly signingTime: Date
}): Promise<Buffer> {
  const { pdf, resultsBytes, signer, signingTime } = parts
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  await document.attach(resultsBytes, 'results.json', {
    mimeType: 'application/json',
    description: 'Authoritative results of this report',
    creationDate: signingTime,
    modificationDate: signingTime,
    afRelationship: AFRelationship.Source,
  })
  pdflibAddPlaceholder({
    pdfDoc: document,
    reason: 'Sealed evidence of a visit',
    contactInfo: '',
    // The library writes these texts as they are: names of people stay in the certificate.
    name: 'Signer named in the certificate',
    location: '',
    signingTime,
    signatureLength: signatureRoom,
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
  })
  // Object streams would hide objects from readers that look at the plain file, the verifier among them.
  const prepared = Buffer.from(await document.save({ useObjectStreams: false, addDefaultPage: false }))
  return new SignPdf().sign(prepared, new DetachedSigner(signer))
}
