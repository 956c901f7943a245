/** @see ONVIF tt:UserLevel */
export type UserLevel = 'administrator' | 'operator' | 'user' | 'anonymous' | 'extended' | 'unknown'

/** The separate login databases of a device. A password is proven on each of them. */
export type LoginName = 'onvif' | 'rtsp' | 'web'
