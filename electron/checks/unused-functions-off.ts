import { settingsOff } from './judging/settings-off.ts'

/** Functions that nobody uses here are off: each is code that listens or sends, and that has to be patched. */
export const unusedFunctionsOff = settingsOff('unused-functions-off')
