/** Pictures that the README shows, each left by a step of a walk. Made anew only when that is asked for. */
export const readmePictures = [
  'overview',
  'scope',
  'discover',
  'devices',
  'device',
  'changes',
  'attest',
  'seal',
  'verify',
] as const
