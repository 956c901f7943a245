import { describe, expect, it } from 'vitest'
import { makerSigns } from '../../electron/discovery/maker-signs.ts'
import { makerOfMarks, makersHinted } from '../../electron/discovery/makers.ts'
import { drivers } from '../../electron/drivers/index.ts'
import { makerOfSysObjectId } from '../../electron/protocols/snmp/enterprise-numbers.ts'

const word = (name: string): string => name.toLowerCase().split(/[^a-z0-9]/)[0] ?? ''

/** Makers that are sold, or whose devices are read, as those of another. */
const families: Readonly<Record<string, string>> = { lorex: 'dahua', lenel: 'mercury' }
const isOf = (vendor: string, maker: string): boolean =>
  [word(maker), families[word(maker)]].includes(word(vendor)) || word(vendor) === families[word(maker)]

/** No driver of another maker may take a device with these marks. */
const strangers = (marks: Readonly<Record<string, string>>, maker: string | null): string[] =>
  drivers
    .filter(({ identifies }) => identifies.some(({ by, pattern }) => pattern.test(marks[by] ?? '')))
    .filter(({ vendor }) => maker === null || !isOf(vendor, maker))
    .map(({ id }) => id)

describe('enterprise numbers', () => {
  it.each([
    ['368.1.1', 'Axis'],
    ['368', 'Axis'],
    ['39165', 'Hikvision'],
    ['1004849.3.2.10', 'Dahua'],
    ['36849.1.2.91', 'Hanwha Vision'],
    ['3967.1.1.0', 'Bosch'],
    ['23465', 'Vivotek'],
    ['21701', 'Mobotix'],
    ['29240', 'HID'],
    ['40334', 'Mercury Security'],
    ['46202', 'Avigilon'],
    ['25066', 'Pelco'],
    ['39747', 'Uniview'],
    ['41112', 'Ubiquiti'],
    ['15714', 'Lenel'],
    ['17475', 'Genetec'],
    ['27794', 'Genetec'],
    ['24149', 'Milestone'],
    ['24230', 'Verint'],
    ['1815', 'Verint'],
    ['26122', 'Zenitel'],
    ['37568', 'Commend'],
    ['34799', 'ACTi'],
    ['49984', 'Arecont Vision'],
    ['36493', 'IDIS'],
    ['29908', 'IndigoVision'],
    ['27344', 'Dallmeier'],
    ['28106', 'Geutebrück'],
    ['52116', 'Geutebrück'],
    ['30541', 'Exacq'],
    ['34674', 'FLIR'],
    ['4784', 'March Networks'],
    ['50671', 'TVT'],
    ['60913', 'Tiandy'],
    ['53201', 'LILIN'],
    ['57501', 'i-PRO'],
    ['35822', 'Panasonic'],
    ['258', 'Panasonic'],
    ['43483', 'Aiphone'],
    ['35522', 'Comelit'],
    ['6530', '2N'],
    ['47399', 'AMAG Technology'],
    ['48115', 'Gallagher'],
    ['56901', 'SALTO'],
    ['37734', 'ASSA ABLOY'],
    ['25696', 'Nedap'],
    ['42397', 'Grandstream'],
    ['51439', 'Videotec'],
    ['37614', 'Siqura'],
    ['14080', 'Brivo'],
    ['122', 'Sony'],
    ['20998', 'Honeywell'],
    ['6574', 'Synology'],
    ['24681', 'QNAP'],
  ])('%s is %s', (number, maker) => {
    const sysObjectId = `1.3.6.1.4.1.${number}`
    const found = makerOfSysObjectId(sysObjectId, null)
    expect(found).not.toBeNull()
    expect(word(found ?? '')).toBe(word(maker))
    expect(strangers({ 'snmp.sysObjectId': sysObjectId }, maker)).toEqual([])
  })

  it.each([
    ['8072.3.2.10', 'net-snmp, which runs on everything'],
    ['25506.1', 'H3C, once the parent of Uniview'],
    ['19045', 'often quoted for Vivotek, belongs to others'],
    ['17685', 'often quoted for Pelco, belongs to others'],
    ['37496000', 'nobody'],
  ])('%s is nobody: %s', (number) => {
    const sysObjectId = `1.3.6.1.4.1.${number}`
    expect(makerOfSysObjectId(sysObjectId, null)).toBeNull()
    expect(strangers({ 'snmp.sysObjectId': sysObjectId }, null)).toEqual([])
  })

  it('50001 is Hikvision by the words of its description alone', () => {
    const sysObjectId = '1.3.6.1.4.1.50001'
    expect(makerOfSysObjectId(sysObjectId, 'Hikvision company products')).toBe('Hikvision')
    expect(strangers({ 'snmp.sysObjectId': sysObjectId }, 'Hikvision')).toEqual([])
  })
})

describe('what agents really answer', () => {
  it.each([
    [' ; AXIS P5534-E; PTZ Dome Network Camera; 5.40.9.2; May 15 2012 09:50; 188.1; 1;', '368', 'Axis'],
    [' ; AXIS Q1656; Box Camera; 10.12.240; Jun 03 2024 14:13; 900; 1', '368.1.1', 'Axis'],
    [' ; AXIS P1375; Network Camera; 10.1.0; Sep 20 2019 09:11; 775; 1;', '368.1.1', 'Axis'],
    [' ; AXIS D2110-VE; Security Radar; 10.12; Jan 01 2022; 1; 1;', '368', 'Axis'],
    [' ; AXIS M7011; Network Video Encoder; 5.75.1; Jan 01 2016; 1; 1;', '368.1.1', 'Axis'],
    [' ; AXIS P8221; Network IO Audio Module; 5.10; Jan 01 2012; 1; 1;', '368', 'Axis'],
    [' ; AXIS C3003-E; Network Speaker; 1.58; Jan 01 2019; 1; 1;', '368.1.1', 'Axis'],
    ['Hikvision company products', '50001', 'Hikvision'],
    ['DH-NVR4108HS-8P-4KS2', '1004849.3.2.10', 'Dahua'],
    ['SAMSUNG iPolis H.264 Premium Level IP Camera', '36849.1.2.91', 'Hanwha Vision'],
    ['Mega-Pixel Network Camera', '23465', 'Vivotek'],
    ['EP1502 Firmware Version 1.27.5 Build 0615', '40334.1', 'Mercury Security'],
    ['LNL-4420 Intelligent Controller Firmware Version 1.27.5 Build 0615', '15714.1', 'Lenel'],
  ])('%s is of one maker', (sysDescr, number, maker) => {
    const marks = { 'snmp.sysDescr': sysDescr, 'snmp.sysObjectId': `1.3.6.1.4.1.${number}` }
    expect(word(makerOfSysObjectId(marks['snmp.sysObjectId'], sysDescr) ?? '')).toBe(word(maker))
    expect(makersHinted(marks).filter((hinted) => hinted !== maker)).toEqual([])
    expect(strangers(marks, maker)).toEqual([])
  })

  it('a Hikvision camera without description answers its own MIB', () => {
    expect(makerOfMarks({ 'snmp.hikvision': 'DS-2CD2185FWD-I' })).toBe('Hikvision')
  })

  it.each([
    'Linux AlphaComXE 3.10.0',
    'illustra IFS03D1OCWIT Network camera 05-27-2019',
    'Linux zenitel 3.10.0[st_dev]+',
  ])('%s on net-snmp is nobody', (sysDescr) => {
    const marks = { 'snmp.sysDescr': sysDescr, 'snmp.sysObjectId': '1.3.6.1.4.1.8072.3.2.10' }
    expect(makerOfSysObjectId(marks['snmp.sysObjectId'], sysDescr)).toBeNull()
    expect(makersHinted(marks)).toEqual([])
    expect(strangers(marks, null)).toEqual([])
  })
})

describe('what servers say before any login', () => {
  it.each([
    ['Hikvision', { 'http.server': 'App-webs/' }],
    ['Hikvision', { 'http.server': 'Hikvision-Webs' }],
    ['Hikvision', { 'http.server': 'DNVRS-Webs' }],
    ['Hikvision', { 'http.server': 'DVRDVS-Webs' }],
    ['Hikvision', { 'http.server': 'Webs', 'http.location': '/index.asp' }],
    ['Hikvision', { 'http.server': 'webserver', 'http.frames': 'SAMEORIGIN' }],
    ['Hikvision', { 'http.realm': 'hikvision' }],
    ['Hikvision', { 'rtsp.realm': 'Hikvision /' }],
    ['Hikvision', { 'http.icon': '89b932fcc47cf4ca3faadb0cfdef89cf' }],
    ['Hikvision', { 'http.icon': 'efca7d9aeaad122133c65cdf628ac574' }],
    ['Hikvision', { 'tls.subject': 'CN=www.hikvision.com, OU=DVRNVR, O=HIKVISION, L=HangZhou, ST=ZheJiang, C=CN' }],
    ['Hikvision', { 'telnet.greeting': '192.0.0.64 login:' }],
    ['Dahua', { 'rtsp.server': 'Dahua Rtsp Server' }],
    ['Dahua', { 'rtsp.realm': 'device' }],
    ['Dahua', { 'http.p3p': 'CP=CAO PSA OUR' }],
    ['Lorex', { 'http.realm': 'Login to ND021906028316' }],
    ['Axis', { 'http.realm': 'AXIS_ACCC8E000001' }],
    ['Axis', { 'tls.subject': 'CN=axis-accc8e000001, O=Axis Communications AB' }],
    ['Axis', { 'http.icon': 'a3fd8705f010b90e37d42128000f620b' }],
    ['Axis', { 'http.title': 'AXIS' }],
    ['Axis', { 'ftp.greeting': '220 AXIS P1354 Network Camera 5.90.1.1 (2016) ready.' }],
    ['Axis', { 'ftp.greeting': '220 AXIS A1001 Network Door Controller 1.65 (2016) ready.' }],
    ['Axis', { 'rtsp.allow': 'DESCRIBE GET_PARAMETER PAUSE PLAY SETUP SET_PARAMETER TEARDOWN' }],
    ['Axis', { 'mdns.services': '_axis-video._tcp' }],
    ['Axis', { 'ssdp.server': 'Linux/2.6.35-axis8, UPnP/1.0, Portable SDK for UPnP devices/1.6.18' }],
    ['Hanwha Vision', { 'http.title': 'Hanwha Techwin' }],
    ['Hanwha Vision', { 'http.realm': 'iPolis' }],
    ['Hanwha Vision', { 'rtsp.realm': 'NET-i' }],
    ['Bosch', { 'http.realm': "Use 'live' as User Name in order to log in to the respective level" }],
    ['Bosch', { 'http.server': 'VCS-VideoJet-Webserver' }],
    ['Bosch', { 'tls.subject': 'CN=00-07-5f-00-00-01.myboschcam.net, O=Bosch Sicherheitssysteme' }],
    ['Bosch', { 'telnet.greeting': 'Welcome to VIP X1600 02500152 from 10.0.0.1' }],
    ['Vivotek', { 'http.server': 'Vivotek Network Camera' }],
    ['Vivotek', { 'http.server': 'Network Camera with Pan/Tilt' }],
    ['Vivotek', { 'http.server': 'Network Camera' }],
    ['Vivotek', { 'http.server': 'Web Server', 'http.realm': 'streaming_server' }],
    ['Mobotix', { 'http.location': '/control/userimage.html' }],
    ['Mobotix', { 'http.icon': 'd9526978908979fa5018db0bcc762aa0' }],
    ['Avigilon', { 'rtsp.server': 'AvigilonOnvifNvt/2.6.0' }],
    ['Avigilon', { 'rtsp.server': 'AvigilonServer/6.0' }],
    ['Avigilon', { 'tls.subject': 'CN=AVIGILON-CAMERA-1234' }],
    ['Pelco', { 'http.server': 'ev-compat' }],
    ['ACTi', { 'http.server': 'Httpd v1.0', 'http.location': '/cgi-bin/videoconfiguration.cgi' }],
    ['Arecont Vision', { 'http.realm': 'Arecont Vision' }],
    ['Arecont Vision', { 'rtsp.realm': 'Arecont Vision' }],
    ['GeoVision', { 'http.server': 'GeoHttpServer' }],
    ['2N', { 'http.server': 'HIP2.34.1' }],
    ['2N', { 'rtsp.server': 'HIP2.34.1' }],
    ['2N', { 'tls.subject': 'OU=2N IP Intercoms, O=2N Telekomunikace a.s.' }],
    ['Mercury Security', { 'http.server': 'TargetWeb/1.0 (TargetOS)' }],
    ['Mercury Security', { 'tls.subject': 'CN=MAC000FE5000001, O=Mercury Security Products\\, LLC' }],
    ['Mercury Security', { 'tls.subject': 'CN=Mercury Security EP-series' }],
    ['Lenel', { 'http.server': 'Lenel Embedded Web Server/1.0' }],
    ['ZKTeco', { 'http.server': 'ZK Web Server' }],
    ['Foscam', { 'rtsp.server': 'HiIpcam/V100R003 VodServer/1.0.0' }],
    ['Xiongmai', { 'http.title': 'NETSurveillance WEB' }],
    ['Ubiquiti', { 'http.title': 'UniFi Video' }],
    ['Ubiquiti', { 'http.title': 'UniFi NVR: Software Portal' }],
    ['Ubiquiti', { 'tls.subject': 'CN=unifivideo-app' }],
    ['Genetec', { 'http.title': 'Genetec - SHARPV 12.7' }],
    ['Genetec', { 'http.icon': '979d9a884c322862e6830f61e2c378e6' }],
    ['HID', { 'hid.model': 'EH400' }],
    ['Hikvision', { 'sadp.model': 'DS-2CD2142FWD-I' }],
    ['Dahua', { 'dhip.vendor': 'Dahua' }],
  ] as readonly [string, Readonly<Record<string, string>>][])('%s, by %o, and nobody else', (maker, marks) => {
    expect(makersHinted(marks)).toEqual([maker])
    expect([maker, null]).toContain(makerOfMarks(marks))
    expect(strangers(marks, maker)).toEqual([])
  })

  it.each([
    { 'http.server': 'Apache/2.4.62 (Unix) OpenSSL/3.0' },
    { 'http.server': 'nginx', 'http.title': 'Login' },
    { 'http.server': 'Web Server' },
    { 'http.server': 'Webs' },
    { 'http.realm': 'Login to device' },
    { 'rtsp.server': 'GStreamer RTSP server' },
    { 'ftp.greeting': '220 (vsFTPd 3.0.3)' },
    { 'ssh.greeting': 'SSH-2.0-OpenSSH_9.2' },
    { 'telnet.greeting': 'Welcome to BusyBox' },
    { 'ssdp.server': 'Linux UPnP/1.0 Sonos/70.3' },
  ] as readonly Readonly<Record<string, string>>[])('%o is nobody', (marks) => {
    expect(makersHinted(marks)).toEqual([])
    expect(strangers(marks, null)).toEqual([])
  })

  it('takes two weak signs that agree for one strong one, and signs that disagree for none', () => {
    expect(makerOfMarks({ 'http.realm': 'hikvision' })).toBeNull()
    expect(makerOfMarks({ 'http.realm': 'hikvision', 'oui.vendor': 'Hangzhou Hikvision Digital Technology' })).toBe(
      'Hikvision',
    )
    expect(makerOfMarks({ 'http.server': 'App-webs/', 'rtsp.server': 'Dahua Rtsp Server' })).toBeNull()
  })

  it('has no sign that an empty mark matches', () => {
    expect(makerSigns.filter(({ pattern }) => pattern.test(''))).toEqual([])
  })
})
