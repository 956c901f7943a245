/** `aa:bb:cc:dd:ee:ff` of any usual spelling, or null. All-zero and all-one addresses belong to nobody. */
export function macText(text: string | null | undefined): string | null {
  const hex = (text ?? '').replace(/[:. -]/g, '').toLowerCase()
  if (!/^[0-9a-f]{12}$/.test(hex) || /^(0{12}|f{12})$/.test(hex)) return null
  return (hex.match(/../g) ?? []).join(':')
}
