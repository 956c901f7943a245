/**
 * What only products of one maker say before any login. `strong` marks stand alone; a weak one (the registrant of a MAC address,
 * a realm that OEM brands share) counts only when a second mark agrees.
 *
 * @see Rapid7 Recog and Nmap service probes, from which the strings are known
 */
const signs: readonly {
  readonly maker: string
  readonly by: string
  readonly pattern: RegExp
  readonly weak?: true
}[] = [
  { maker: 'Axis', by: 'onvif.name', pattern: /^AXIS\b/i },
  { maker: 'Axis', by: 'onvif.hardware', pattern: /^AXIS\b/i },
  { maker: 'Axis', by: 'snmp.sysDescr', pattern: /;\s*AXIS / },
  { maker: 'Axis', by: 'http.realm', pattern: /^AXIS_[0-9A-F]{12}$/i },
  { maker: 'Axis', by: 'tls.subject', pattern: /O=Axis Communications AB/i },
  { maker: 'Axis', by: 'http.title', pattern: /^AXIS$/, weak: true },
  { maker: 'Axis', by: 'oui.vendor', pattern: /^Axis Communications/i, weak: true },
  { maker: 'Hikvision', by: 'onvif.name', pattern: /^HIKVISION\b/i },
  { maker: 'Hikvision', by: 'snmp.sysDescr', pattern: /Hikvision company products/i },
  { maker: 'Hikvision', by: 'snmp.hikvision', pattern: /^(i?DS|DS)-/ },
  { maker: 'Hikvision', by: 'http.server', pattern: /^(App-webs\/|Hikvision-Webs|DNVRS-Webs|DVRDVS-Webs)/ },
  { maker: 'Hikvision', by: 'tls.subject', pattern: /O=HIKVISION/i },
  { maker: 'Hikvision', by: 'http.realm', pattern: /^hikvision$/i, weak: true },
  { maker: 'Hikvision', by: 'onvif.hardware', pattern: /^i?DS-\d/i, weak: true },
  { maker: 'Hikvision', by: 'oui.vendor', pattern: /hikvision/i, weak: true },
  { maker: 'Dahua', by: 'onvif.name', pattern: /^Dahua\b/i },
  { maker: 'Dahua', by: 'rtsp.server', pattern: /^Dahua Rtsp Server/i },
  { maker: 'Dahua', by: 'onvif.hardware', pattern: /^(DH|IPC|DHI)-/i, weak: true },
  { maker: 'Dahua', by: 'oui.vendor', pattern: /dahua/i, weak: true },
  { maker: 'Hanwha Vision', by: 'onvif.name', pattern: /^(Hanwha|Wisenet|SAMSUNG TECHWIN)\b/i },
  { maker: 'Hanwha Vision', by: 'http.title', pattern: /^Hanwha (Techwin|Vision)/i },
  { maker: 'Hanwha Vision', by: 'http.realm', pattern: /^iPolis/i, weak: true },
  { maker: 'Hanwha Vision', by: 'onvif.hardware', pattern: /^[QXPTSL]N[VODBPE]-/i, weak: true },
  { maker: 'Hanwha Vision', by: 'oui.vendor', pattern: /^Hanwha|Samsung Techwin/i, weak: true },
  { maker: 'Bosch', by: 'onvif.name', pattern: /^Bosch\b/i },
  { maker: 'Bosch', by: 'http.server', pattern: /^VCS-VideoJet-Webserver/ },
  { maker: 'Bosch', by: 'http.realm', pattern: /^Use 'live' as User Name/ },
  { maker: 'Bosch', by: 'tls.subject', pattern: /O=Bosch (Sicherheitssysteme|Security)/i },
  { maker: 'Bosch', by: 'onvif.hardware', pattern: /^(FLEXIDOME|AUTODOME|DINION|MIC IP)\b/i, weak: true },
  { maker: 'Bosch', by: 'oui.vendor', pattern: /^Bosch|^VCS Video|^Iqsight/i, weak: true },
  { maker: 'Vivotek', by: 'onvif.name', pattern: /^VIVOTEK\b/i },
  { maker: 'Vivotek', by: 'http.server', pattern: /^Vivotek Network Camera/i },
  { maker: 'Vivotek', by: 'oui.vendor', pattern: /^Vivotek/i, weak: true },
  { maker: 'Uniview', by: 'onvif.name', pattern: /^(UNIVIEW|UNV)\b/i },
  { maker: 'Uniview', by: 'oui.vendor', pattern: /uniview/i, weak: true },
  { maker: 'Mobotix', by: 'onvif.name', pattern: /^MOBOTIX\b/i },
  { maker: 'Mobotix', by: 'http.location', pattern: /\/control\/userimage\.html$/ },
  { maker: 'Mobotix', by: 'oui.vendor', pattern: /mobotix/i, weak: true },
  { maker: 'Avigilon', by: 'rtsp.server', pattern: /^AvigilonOnvifNvt\// },
  { maker: 'Avigilon', by: 'http.server', pattern: /^Avigilon/ },
  { maker: 'Avigilon', by: 'tls.subject', pattern: /CN=AVIGILON-CAMERA-/i },
  { maker: 'Pelco', by: 'onvif.name', pattern: /^Pelco\b/i },
  { maker: 'Arecont Vision', by: 'http.realm', pattern: /^Arecont Vision$/ },
  { maker: 'GeoVision', by: 'http.server', pattern: /^GeoHttpServer/ },
  { maker: 'Reolink', by: 'onvif.name', pattern: /^Reolink\b/i },
  { maker: 'Reolink', by: 'oui.vendor', pattern: /^Reolink/i, weak: true },
  { maker: '2N', by: 'tls.subject', pattern: /O=2N Telekomunikace/i },
  { maker: 'Mercury Security', by: 'tls.subject', pattern: /O=Mercury Security|CN=Mercury Security/i },
  { maker: 'Mercury Security', by: 'http.server', pattern: /^TargetWeb\//, weak: true },
  { maker: 'Mercury Security', by: 'oui.vendor', pattern: /^Mercury Security/i, weak: true },
  { maker: 'Lenel', by: 'http.server', pattern: /^Lenel Embedded Web Server\// },
  { maker: 'ZKTeco', by: 'http.server', pattern: /^ZK Web Server/ },
  { maker: 'Xiongmai', by: 'http.title', pattern: /^NETSurveillance WEB/i },
  { maker: 'Ubiquiti', by: 'http.title', pattern: /^UniFi (Video|NVR)/ },
]

/** The maker that these marks speak for, or null where they are too weak or speak for several. */
export function makerOfMarks(marks: Readonly<Record<string, string>>): string | null {
  const votes = new Map<string, number>()
  for (const { maker, by, pattern, weak } of signs) {
    if (pattern.test(marks[by] ?? '')) votes.set(maker, (votes.get(maker) ?? 0) + (weak ? 1 : 2))
  }
  const enough = [...votes].filter(([, weight]) => weight >= 2)
  const [only, ...others] = enough
  return others.length > 0 ? null : (only?.[0] ?? null)
}
