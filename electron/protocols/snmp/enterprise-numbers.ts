/**
 * Makers by the enterprise number that their SNMP agents really answer. What is missing is missing on purpose: 8072 (net-snmp,
 * runs on everything), 25506 (H3C, once the parent of Uniview), 19045 and 17685 (often quoted, belong to others).
 *
 * @see IANA Private Enterprise Numbers; LibreNMS recordings for 50001 and 1004849
 */
const makers: ReadonlyMap<number, string> = new Map([
  [122, 'Sony'],
  [258, 'Panasonic'],
  [368, 'Axis'],
  [1815, 'Verint'],
  [3967, 'Bosch'],
  [4784, 'March Networks'],
  [6530, '2N'],
  [6574, 'Synology'],
  [14080, 'Brivo'],
  [15714, 'Lenel'],
  [17475, 'Genetec'],
  [20998, 'Honeywell'],
  [21701, 'Mobotix'],
  [23465, 'Vivotek'],
  [24149, 'Milestone'],
  [24230, 'Verint'],
  [24681, 'QNAP'],
  [25066, 'Pelco'],
  [25696, 'Nedap'],
  [26122, 'Zenitel'],
  [27344, 'Dallmeier'],
  [27794, 'Genetec'],
  [28106, 'Geutebrück'],
  [29240, 'HID'],
  [29908, 'IndigoVision'],
  [30541, 'Exacq'],
  [34674, 'FLIR'],
  [34799, 'ACTi'],
  [35522, 'Comelit'],
  [35822, 'Panasonic'],
  [36493, 'IDIS'],
  [36849, 'Hanwha Vision'],
  [37496, 'Dahua'],
  [37568, 'Commend'],
  [37614, 'Siqura'],
  [37734, 'ASSA ABLOY'],
  [39165, 'Hikvision'],
  [39747, 'Uniview'],
  [40334, 'Mercury Security'],
  [41112, 'Ubiquiti'],
  [42397, 'Grandstream'],
  [43483, 'Aiphone'],
  [46202, 'Avigilon'],
  [47399, 'AMAG Technology'],
  [48115, 'Gallagher'],
  [49984, 'Arecont Vision'],
  [50671, 'TVT'],
  [51439, 'Videotec'],
  [52116, 'Geutebrück'],
  [53201, 'LILIN'],
  [56901, 'SALTO'],
  [57501, 'i-PRO'],
  [60913, 'Tiandy'],
  // Not registered by IANA; what Dahua devices answer all the same.
  [1_004_849, 'Dahua'],
])

/** Registered to somebody else: only the sysDescr of the maker confirms it. */
const squatted: ReadonlyMap<number, { readonly maker: string; readonly sysDescr: RegExp }> = new Map([
  [50_001, { maker: 'Hikvision', sysDescr: /hikvision/i }],
])

/** Null where the number alone does not identify. `sysObjectId` is dotted, with or without a leading dot. */
export function makerOfSysObjectId(sysObjectId: string | null, sysDescr: string | null): string | null {
  const number = Number(/^\.?1\.3\.6\.1\.4\.1\.(\d+)/.exec(sysObjectId ?? '')?.[1] ?? Number.NaN)
  const claim = squatted.get(number)
  if (claim !== undefined) return claim.sysDescr.test(sysDescr ?? '') ? claim.maker : null
  return makers.get(number) ?? null
}
