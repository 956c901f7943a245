/** Whether the keys of this computer are those of Apple: what is Ctrl elsewhere is Cmd there. */
export const isApple = (): boolean => /Mac|iPhone|iPad/.test(window.navigator.platform)
