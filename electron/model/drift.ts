/** What can differ from the visit that was sealed before. */
export const driftKinds = [
  'device-new',
  'device-gone',
  'device-replaced',
  'fact-changed',
  'finding-came-back',
  'finding-mended',
  'end-of-life-meanwhile',
  'attestation-stale',
  'waiver-ended',
] as const
