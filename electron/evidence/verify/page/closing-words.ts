/** How a reader checks a pack and this report, in the words of both reports. */
export const howToVerify = [
  'Get the root certificate of the company from the contract or ask for its fingerprint by telephone. Never take it from the pack.',
  'Without Fieldseal: open verifier.html in a browser, without a network if you like, and give it the root and the pack. Or follow VERIFY.txt with unzip, openssl, sha256sum and pdfsig.',
  'This document alone: pdfsig report.pdf must say "Signature is Valid" and "Total document signed"; the attached results.json must have the SHA-256 that is printed below.',
  'Photos, evidence of each device and the chained log of the visit are files of the pack. What only the customer may read is listed there by its digest and stands in the copy of the customer.',
] as const

/** What a signature can and cannot say. */
export const smallPrint = [
  'The signature proves that this content is what the named signer sealed, unchanged since. A timestamp, where the pack has one, proves that it existed at that time. Without one the time of sealing is a claim of the computer that sealed it.',
  'It does not prove that the content is true. The technician holds both the computer and the key: somebody dishonest could seal wrong facts, or leave a device out. Against that stand the number of devices that discovery saw, the log in which each line fixes the one before, the raw answers of the devices in the copy of the customer, the number of this pack in the row of the site and its reference to the one before, a challenge of the insurer where one was given, and whatever the customer confirms on the spot.',
  'An outcome describes one point on one device at the time beside it. It says nothing about points that are not in the checklist, about devices that were not seen, or about any later time. Error, unknown and not checked are never a pass.',
] as const
